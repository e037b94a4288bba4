/** A mark that is felt and heard, for gloves and noise. A taste of this tablet, like its theme: localStorage is enough. */
import { type Signal, signal } from '@preact/signals'

export type Happening = 'marked' | 'undone' | 'failed'

interface Feel {
  /** Milliseconds on and off. */
  shake: number | number[]
  /** Hz, one after the other. Up: done; down: taken back; low: look at the screen. */
  tune: number[]
}

const FEELS: Record<Happening, Feel> = {
  marked: { shake: 18, tune: [880] },
  undone: { shake: [18, 60, 18], tune: [660, 440] },
  failed: { shake: [160, 80, 160], tune: [220, 160] },
}
const BEAT = 0.07
const LOUD = 0.12

export const vibration = kept('omnipresence-vibration', true)
export const sound = kept('omnipresence-sound', false)

/** Whether this tablet can shake at all: most tablets without a SIM card cannot. */
export const canVibrate = (): boolean => 'vibrate' in navigator

const lessMotion = matchMedia('(prefers-reduced-motion: reduce)')

/** Called by a person's own action, or browsers keep silent. */
export function feel(happening: Happening): void {
  const { shake, tune } = FEELS[happening]
  if (vibration.peek() && canVibrate() && !lessMotion.matches) navigator.vibrate(shake)
  if (sound.peek()) play(tune)
}

let audio: AudioContext | null = null

function play(tune: number[]): void {
  audio ??= new AudioContext()
  if (audio.state === 'suspended') void audio.resume()
  const begin = audio.currentTime
  const voice = new OscillatorNode(audio, { type: 'triangle' })
  const volume = new GainNode(audio, { gain: 0 })
  tune.forEach((pitch, at) => {
    voice.frequency.setValueAtTime(pitch, begin + at * BEAT)
  })
  // Softly up and down: an edge would click.
  const end = begin + tune.length * BEAT
  volume.gain.linearRampToValueAtTime(LOUD, begin + 0.01)
  volume.gain.setValueAtTime(LOUD, end - 0.02)
  volume.gain.linearRampToValueAtTime(0, end)
  voice.connect(volume).connect(audio.destination)
  voice.start(begin)
  voice.stop(end)
}

function kept(key: string, byDefault: boolean): Signal<boolean> {
  let first = byDefault
  try {
    first = (localStorage.getItem(key) ?? (byDefault ? 'on' : 'off')) === 'on'
  } catch {
    // Not remembered, but it works until the app is closed.
  }
  const value = signal(first)
  value.subscribe((on) => {
    if (on === first) return
    first = on
    try {
      localStorage.setItem(key, on ? 'on' : 'off')
    } catch {
      // As above.
    }
  })
  return value
}
