/** A scanner that types is told from a hand by the times of its keys alone. */
import { expect, test } from 'vitest'
import { GAP_MS, patience, type Reaction, wedge } from '@/scan/wedge'

type Key = [key: string, code?: string, shift?: boolean]

/** Presses the keys with `gap` milliseconds between them and returns what became of the last. */
function type(keys: Key[], gap: number, machine = wedge()): Reaction[] {
  return keys.map(([key, code = '', shift = false], at) =>
    machine.press({ key, code, shift, at: 1000 + at * gap }),
  )
}
const word = (text: string, end = 'Enter'): Key[] => [...[...text].map((key): Key => [key]), [end]]

test('fast keys and Enter or Tab are a code', () => {
  expect(type(word('S-17'), 8).at(-1)).toEqual({ code: { text: 'S-17' } })
  expect(type(word('S-17', 'Tab'), GAP_MS).at(-1)).toEqual({ code: { text: 'S-17' } })
  expect(type(word('12'), 8).at(-1)).toEqual({ code: { text: '12' } })
})

test('the same keys from a hand go to the page, every one of them', () => {
  const reactions = type(word('pla'), 120)
  expect(reactions).toEqual([
    { release: false, key: 'hold' },
    { release: true, key: 'hold' },
    { release: true, key: 'hold' },
    { release: true, key: 'pass' },
  ])
})

test('fast keys without an end are no code, and Enter alone presses what has the focus', () => {
  expect(type(word('pl').slice(0, 2), 8).at(-1)).toEqual({ release: false, key: 'hold' })
  expect(type([['Enter']], 8)).toEqual([{ release: false, key: 'pass' }])
  expect(type([['p'], ['Enter']], 8).at(-1)).toEqual({ release: true, key: 'pass' })
  expect(type([[' '], ['ArrowDown']], 8).every((one) => 'key' in one && one.key === 'pass')).toBe(true)
})

test('shift between the characters does not end a code, and an arrow does', () => {
  expect(type([['Shift'], ['S'], ['Shift'], ['A'], ['1'], ['Enter']], 5).at(-1)).toEqual({
    code: { text: 'SA1' },
  })
  const machine = wedge()
  type([['S'], ['1']], 5, machine)
  expect(machine.press({ key: 'ArrowDown', code: '', shift: false, at: 1010 })).toEqual({
    release: true,
    key: 'pass',
  })
  expect(machine.press({ key: 'Enter', code: '', shift: false, at: 1015 })).toEqual({
    release: false,
    key: 'pass',
  })
})

test('the times of the keys decide, however late the page hears of them', () => {
  const machine = wedge()
  const late = [
    { key: 'A', code: 'KeyA', shift: true, at: 5000 },
    { key: '1', code: 'Digit1', shift: false, at: 5005 },
    { key: 'Enter', code: 'Enter', shift: false, at: 5010 },
  ]
  expect(late.map((stroke) => machine.press(stroke)).at(-1)).toEqual({ code: { text: 'A1' } })
})

test('a key of which the page hears late is held back for longer, and never for ever', () => {
  expect(patience(1000, 998)).toBeLessThan(100)
  // The page was busy for 300 ms; the other keys of the code may come as late.
  expect(patience(1300, 1000)).toBeGreaterThan(GAP_MS + 300)
  expect(patience(60_000, 1000)).toBeLessThan(500)
  expect(patience(1000, 1005)).toBe(patience(1000, 1000))
})

test('on a keyboard of another language the keys themselves are kept beside the text', () => {
  const french: Key[] = [['Q', 'KeyA', true], ['&', 'Digit1'], ['é', 'Digit2'], ['Enter']]
  expect(type(french, 5).at(-1)).toEqual({ code: { text: 'Q&é', plain: 'A12' } })
})

test('what never ends is given back', () => {
  const machine = wedge()
  const many = type(
    Array.from({ length: 300 }, (): Key => ['x']),
    1,
    machine,
  )
  expect(many.some((one) => 'release' in one && one.release)).toBe(true)
})
