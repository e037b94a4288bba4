/** Whose identifier a code is, and which of the codes in view counts as a scan. */
import { expect, test } from 'vitest'
import { bookOf, mayIdentify } from '@/scan/codes'
import { COOL_DOWN_MS, sightings } from '@/scan/sightings'

const named = (...identifiers: string[]) => bookOf(identifiers.map((identifier) => ({ identifier })))
const found = (book: ReturnType<typeof named>, text: string, plain?: string) =>
  book.find(plain === undefined ? { text } : { text, plain })?.identifier ?? null

test('a code names the person who has exactly this identifier', () => {
  const book = named('S-17', 's-17', '৪২')
  expect(found(book, 'S-17')).toBe('S-17')
  expect(found(book, 's-17')).toBe('s-17')
  expect(found(book, '৪২')).toBe('৪২')
  expect(found(book, 'S-18')).toBeNull()
})

test('case, width and space do not matter where one person only is meant', () => {
  expect(found(named('S-17'), ' ｓ-17\r')).toBe('S-17')
  expect(found(named('S-17', 's-17'), 'ｓ-17')).toBeNull()
})

test('nobody is found by an empty identifier', () => {
  expect(found(named('', ' '), '')).toBeNull()
})

test('the same bars are read as UPC-A by one reader and as EAN-13 by another', () => {
  expect(found(named('012345678905'), '0012345678905')).toBe('012345678905')
  expect(found(named('0012345678905'), '012345678905')).toBe('0012345678905')
})

test('a scanner on a keyboard of another language is understood by its keys', () => {
  expect(found(named('A-17'), 'Q)&è', 'A-17')).toBe('A-17')
})

test('only what can be written down may become an identifier', () => {
  expect(mayIdentify('S-17')).toBe(true)
  expect(mayIdentify('  ')).toBe(false)
  expect(mayIdentify('x'.repeat(101))).toBe(false)
  expect(mayIdentify('a\u0000b')).toBe(false)
})

const qr = (text: string) => ({ text, format: 'QRCode' })

test('a badge that is held before the camera is one scan, and again one after it was away', () => {
  const seen = sightings()
  expect(seen.see([qr('A')], 0)).toEqual({ text: 'A' })
  for (let at = 100; at < 10_000; at += 500) expect(seen.see([qr('A')], at)).toBeNull()
  // The hand trembles: away for a moment is not away.
  expect(seen.see([], 10_000)).toBeNull()
  expect(seen.see([qr('A')], 11_000)).toBeNull()
  expect(seen.see([qr('A')], 11_000 + COOL_DOWN_MS + 1)).toEqual({ text: 'A' })
})

test('the next badge counts at once', () => {
  const seen = sightings()
  seen.see([qr('A')], 0)
  expect(seen.see([qr('B')], 50)).toEqual({ text: 'B' })
  expect(seen.see([qr('A')], 100)).toBeNull()
})

test('of two badges in view neither is taken, also when one of them was just scanned', () => {
  const seen = sightings()
  expect(seen.see([qr('A'), qr('B')], 0)).toBe('two')
  expect(seen.see([qr('A')], 100)).toEqual({ text: 'A' })
  expect(seen.see([qr('A'), qr('B')], 200)).toBe('two')
  expect(seen.see([qr('A'), qr('A')], 300)).toBeNull()
})

test('bars without a check digit are believed when two pictures agree', () => {
  const seen = sightings()
  const bars = (text: string) => ({ text, format: 'Code39' })
  expect(seen.see([bars('A1')], 0)).toBeNull()
  expect(seen.see([bars('A7')], 100)).toBeNull()
  expect(seen.see([bars('A7')], 200)).toEqual({ text: 'A7' })
  expect(seen.see([qr(' ')], 300)).toBeNull()
})
