/** What is felt and heard, for gloves and noise. Tastes of this tablet, like its theme: localStorage is enough. */
import { signal } from '@preact/signals'
import { systemClock } from '../base/clock'

export type Happening = 'marked' | 'undone' | 'failed'
/** What may sound: the verdict on a badge, for which nobody looks up; a tap on the roster, which is seen anyway. */
export type Sounding = 'scan' | 'mark'
type Read = (key: string) => string | null

export interface Tune {
  /** Hz, one after the other. */
  notes: readonly number[]
  /** Seconds for each. */
  beat: number
  /** Of 1. */
  loud: number
  shape: 'sine' | 'triangle' | 'square'
}

interface Feel {
  /** Milliseconds on and off. */
  shake: number | number[]
  /** Up: done; down: taken back; low: look at the screen. */
  notes: readonly number[]
}

const FEELS: Record<Happening, Feel> = {
  marked: { shake: 18, notes: [880] },
  undone: { shake: [18, 60, 18], notes: [660, 440] },
  failed: { shake: [160, 80, 160], notes: [220, 160] },
}
const SOUNDS = 'omnipresence-sounds'
const VIBRATION = 'omnipresence-vibration'
/** A sound that the browser lets through later than this belongs to something else by then, in milliseconds. */
const LATE = 300

const stored: Read = (key) => {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Not remembered, but it works until the app is closed.
  }
}

/** What sounds on a tablet: scans unless switched off. Builds before kept each under a key of its own; what was chosen then holds. */
export function soundsKept(read: Read): Record<Sounding, boolean> {
  const kept = read(SOUNDS)
  if (kept === null) return { scan: read('scan-sound') !== 'off', mark: read('omnipresence-sound') === 'on' }
  const on = kept.split(' ')
  return { scan: on.includes('scan'), mark: on.includes('mark') }
}

export const sounds = signal(soundsKept(stored))
export const vibration = signal(stored(VIBRATION) !== 'off')

export function chooseSound(what: Sounding, on: boolean): void {
  sounds.value = { ...sounds.peek(), [what]: on }
  const { scan, mark } = sounds.value
  keep(SOUNDS, [scan && 'scan', mark && 'mark'].filter(Boolean).join(' '))
}

export function chooseVibration(on: boolean): void {
  vibration.value = on
  keep(VIBRATION, on ? 'on' : 'off')
}

/** Whether this tablet can shake at all: most tablets without a SIM card cannot. */
export const canVibrate = (): boolean => 'vibrate' in navigator

/** Called by a person's own action, or browsers keep silent. */
export function feel(happening: Happening): void {
  const { shake: pattern, notes } = FEELS[happening]
  shake(pattern)
  if (!sounds.peek().mark) return
  wakeSound()
  sing({ notes, beat: 0.07, loud: 0.12, shape: 'triangle' })
}

/** @param pattern milliseconds on and off. */
export function shake(pattern: number | number[]): void {
  if (!vibration.peek() || !canVibrate() || matchMedia('(prefers-reduced-motion: reduce)').matches) return
  navigator.vibrate(pattern)
}

let audio: AudioContext | null = null

/** Inside a person's gesture: browsers keep a page silent until then. */
export function wakeSound(): void {
  if (!('AudioContext' in window)) return
  audio ??= new AudioContext()
  void audio.resume().catch(() => undefined)
}

/** Silent on a page that nobody has touched yet. */
export function sing(tune: Tune): void {
  if (audio === null) return
  if (audio.state === 'running') play(audio, tune)
  else void singSoon(audio, tune)
}

async function singSoon(context: AudioContext, tune: Tune): Promise<void> {
  const asked = systemClock.monotonic()
  await context.resume().catch(() => undefined)
  if (context.state === 'running' && systemClock.monotonic() - asked < LATE) play(context, tune)
}

function play(context: AudioContext, { notes, beat, loud, shape }: Tune): void {
  notes.forEach((frequency, at) => {
    const start = context.currentTime + at * beat
    const voice = new OscillatorNode(context, { frequency, type: shape })
    const volume = new GainNode(context, { gain: 0 })
    // Rising and falling softly: a tone that is cut clicks.
    volume.gain.setValueAtTime(0, start)
    volume.gain.linearRampToValueAtTime(loud, start + 0.01)
    volume.gain.linearRampToValueAtTime(0, start + beat)
    voice.connect(volume).connect(context.destination)
    voice.start(start)
    voice.stop(start + beat)
  })
}
