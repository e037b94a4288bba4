/** A verdict to be heard and felt: each kind has its own tune, so that nobody need look at the screen for the good ones. */
import { signal } from '@preact/signals'
import type { Tone } from './shown'

const KEY = 'scan-sound'

/** Frequencies in Hz, one after the other. Rising is well, falling is not, twice the same is known already. */
const TUNES: Record<Tone, readonly number[]> = {
  good: [880, 1320],
  wait: [660, 660],
  ask: [520, 390],
  bad: [260, 200, 160],
}
/** Milliseconds on and off. */
const SHAKES: Record<Tone, number | number[]> = {
  good: 40,
  wait: [40, 60, 40],
  ask: [120],
  bad: [160, 80, 160],
}
const BEAT_S = 0.11

export const sound = signal(read())

function read(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off'
  } catch {
    return true
  }
}

export function setSound(on: boolean): void {
  sound.value = on
  localStorage.setItem(KEY, on ? 'on' : 'off')
  if (on) play('good')
}

let audio: AudioContext | null = null

/** Inside a person's gesture: browsers keep a page silent until then. */
export function wakeSound(): void {
  if (!('AudioContext' in window)) return
  audio ??= new AudioContext()
  void audio.resume().catch(() => undefined)
}

export function play(tone: Tone): void {
  navigator.vibrate?.(SHAKES[tone])
  if (!sound.peek() || audio?.state !== 'running') return
  const context = audio
  TUNES[tone].forEach((frequency, at) => {
    const start = context.currentTime + at * BEAT_S
    const voice = new OscillatorNode(context, { frequency, type: tone === 'bad' ? 'square' : 'sine' })
    const volume = new GainNode(context, { gain: 0 })
    // Rising and falling softly: a tone that is cut clicks.
    volume.gain.setValueAtTime(0, start)
    volume.gain.linearRampToValueAtTime(tone === 'bad' ? 0.15 : 0.3, start + 0.01)
    volume.gain.linearRampToValueAtTime(0, start + BEAT_S)
    voice.connect(volume).connect(context.destination)
    voice.start(start)
    voice.stop(start + BEAT_S)
  })
}
