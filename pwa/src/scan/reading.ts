/** Looks at the camera's pictures again and again, one at a time, and no oftener than a slow tablet can bear. */
import { systemClock, systemTimers } from '../base/clock'
import type { Decoder } from './decoder'
import type { SeenCode } from './seen'

/** Pictures are made this small before they are read: enough for the bars of a badge at arm's length. */
const LONGEST_SIDE = 1024
const REST_MS = 60
/** Every so many pictures one is looked at thoroughly. */
const THOROUGH = 3

interface Options {
  video: HTMLVideoElement
  decoder: Decoder
  onCodes: (codes: SeenCode[], at: number) => void
  /** This browser cannot read codes at all. */
  onBroken: (error: Error) => void
}

/** Returns how to stop. */
export function keepReading({ video, decoder, onCodes, onBroken }: Options): () => void {
  let stopped = false
  let looked = 0

  async function look(): Promise<void> {
    if (stopped) return
    const began = systemClock.monotonic()
    try {
      const frame = document.visibilityState === 'visible' ? await frameOf(video).catch(() => null) : null
      if (frame) {
        looked += 1
        const codes = await decoder.read(frame, looked % THOROUGH === 0)
        if (!stopped) onCodes(codes, systemClock.monotonic())
      }
    } catch (error) {
      if (!stopped) onBroken(error instanceof Error ? error : new Error(String(error)))
      return
    }
    // As long a rest as the reading took: the tablet stays awake for taps, and cool.
    const took = systemClock.monotonic() - began
    systemTimers.set(() => void look(), Math.max(REST_MS, took))
  }
  void look()
  return () => {
    stopped = true
  }
}

async function frameOf(video: HTMLVideoElement): Promise<ImageBitmap | null> {
  const { videoWidth: width, videoHeight: height } = video
  if (video.readyState < video.HAVE_CURRENT_DATA || width === 0) return null
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height))
  return createImageBitmap(video, {
    resizeWidth: Math.round(width * scale),
    resizeHeight: Math.round(height * scale),
    resizeQuality: 'medium',
  })
}
