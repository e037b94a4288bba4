/** The tablet's cameras: opened on a tap only, closed with the page, one at a time. */

export interface CameraChoice {
  id: string
  label: string
}

export interface OpenCamera {
  stream: MediaStream
  /** Its id among the choices. */
  id: string
  /** Known only after the person has allowed a camera. */
  choices: CameraChoice[]
  hasTorch: boolean
  setTorch(on: boolean): Promise<void>
  close(): void
}

/** Why there is no picture. */
export type CameraFault = 'refused' | 'none' | 'busy' | 'insecure'

const KEY = 'scan-camera'

export async function openCamera(wanted: string | null): Promise<OpenCamera | CameraFault> {
  if (!window.isSecureContext || !navigator.mediaDevices?.getUserMedia) return 'insecure'
  const picture = { width: { ideal: 1280 }, height: { ideal: 720 } }
  const which = wanted ?? remembered()
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      // A camera that was unplugged is no fault: then another one.
      video: which
        ? { ...picture, deviceId: { ideal: which } }
        : { ...picture, facingMode: { ideal: 'environment' } },
    })
    return await opened(stream)
  } catch (error) {
    return faultOf(error)
  }
}

async function opened(stream: MediaStream): Promise<OpenCamera | CameraFault> {
  const [track] = stream.getVideoTracks()
  if (!track) return 'none'
  const id = track.getSettings().deviceId ?? ''
  remember(id)
  // `torch` is not in the browsers' common vocabulary yet.
  const abilities = (track.getCapabilities?.() ?? {}) as { torch?: boolean }
  return {
    stream,
    id,
    choices: await choices(),
    hasTorch: abilities.torch === true,
    setTorch: (on) => track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] }),
    close: () => {
      for (const one of stream.getTracks()) one.stop()
    },
  }
}

async function choices(): Promise<CameraChoice[]> {
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => [])
  return devices
    .filter((one) => one.kind === 'videoinput' && one.deviceId !== '')
    .map((one) => ({ id: one.deviceId, label: one.label }))
}

function faultOf(error: unknown): CameraFault {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'none'
}

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

function remember(id: string): void {
  try {
    localStorage.setItem(KEY, id)
  } catch {
    // Then the browser chooses again next time.
  }
}
