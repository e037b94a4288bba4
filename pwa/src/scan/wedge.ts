/** A hardware scanner types: many characters, faster than any hand, and Enter or Tab behind them. Recognised by the times at
 * which the keys were pressed, which a busy page does not change. Pure: it is told of keys and says what to do with them. */
import type { Code } from './codes'

/** Scanners type a character every 1 to 30 ms; the fastest hands take 60 and more. */
export const GAP_MS = 50
/** How much longer than a scanner waits a key is held back: shorter than a hand notices. */
const SPARE_MS = 30
/** Nobody who presses a letter waits for longer than this, however late the tablet is. */
const LATEST_MS = 400
const SHORTEST = 2
const LONGEST = 200
const ENDS = new Set(['Enter', 'Tab'])
const BETWEEN = new Set(['Shift', 'CapsLock', 'AltGraph'])

export interface Stroke {
  /** `KeyboardEvent.key` and `.code`. */
  key: string
  code: string
  shift: boolean
  /** Milliseconds, by the event's own stamp. */
  at: number
}

/** `release`: what was held was typed by a hand after all. `key`: whether this key goes to the page, or is held because it may
 * begin a code. Or a code: the whole of it, to which this key belonged. */
export type Reaction = { release: boolean; key: 'pass' | 'hold' } | { code: Code }

export interface Wedge {
  press(stroke: Stroke): Reaction
  /** What was pressed before belongs to nothing that follows. */
  reset(): void
}

/** For how many milliseconds a key that was pressed at `at` is held back from `now` on. As late as the page hears of it, it may
 * hear of those behind it: on a busy tablet silence says only later that there are none. */
export const patience = (now: number, at: number): number =>
  GAP_MS + SPARE_MS + Math.min(Math.max(now - at, 0), LATEST_MS)

export function wedge(): Wedge {
  let held: Stroke[] = []

  function codeOf(strokes: readonly Stroke[]): Code {
    const text = strokes.map((one) => one.key).join('')
    const plain = strokes.map(plainOf).join('')
    return plain === text || plain.length !== strokes.length ? { text } : { text, plain }
  }

  return {
    press(stroke) {
      // Shift and its kin come between the characters of a code.
      if (BETWEEN.has(stroke.key)) return { release: false, key: 'pass' }
      const before = held
      const last = before.at(-1)
      const inTime = last !== undefined && stroke.at - last.at <= GAP_MS
      held = []
      if (ENDS.has(stroke.key)) {
        if (inTime && before.length >= SHORTEST) return { code: codeOf(before) }
        return { release: before.length > 0, key: 'pass' }
      }
      const fits = [...stroke.key].length === 1 && before.length < LONGEST
      // A space alone presses a button; inside a code it is a character.
      if (!fits || (stroke.key === ' ' && !inTime)) return { release: before.length > 0, key: 'pass' }
      held = inTime ? [...before, stroke] : [stroke]
      return { release: !inTime && before.length > 0, key: 'hold' }
    },
    reset() {
      held = []
    },
  }
}

/** What the key says on the keyboard that scanners are set to when they leave the factory. */
function plainOf({ code, key, shift }: Stroke): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter) return shift ? letter : letter.toLowerCase()
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1]
  if (digit && !shift) return digit
  if (code === 'Minus') return shift ? '_' : '-'
  if (code === 'Slash') return shift ? '?' : '/'
  if (code === 'Period') return shift ? '>' : '.'
  return key
}
