/** A verdict to be heard and felt: each kind has its own tune, so that nobody need look at the screen for the good ones. */
import { shake, sing, sounds } from '../ui/feedback'
import type { Tone } from './shown'

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

export function play(tone: Tone): void {
  shake(SHAKES[tone])
  if (!sounds.peek().scan) return
  const bad = tone === 'bad'
  sing({ notes: TUNES[tone], beat: 0.11, loud: bad ? 0.15 : 0.3, shape: bad ? 'square' : 'sine' })
}
