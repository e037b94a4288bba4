import { describe, expect, it } from 'vitest'
import { apart, clockFault, fullName } from '@/ui/words'

describe('names inside sentences', () => {
  it('are left as they are when they run from left to right', () => {
    for (const name of ['Mina Akter', 'রহিমা বেগম', '王小明', '👩🏽‍🏫 Zoë O’Neill'])
      expect(apart(name)).toBe(name)
    expect(fullName({ first_name: '', last_name: 'Mina' })).toBe('Mina')
  })

  it('are kept apart when they run from right to left or say so', () => {
    expect(apart('فاطمة')).toBe('\u2068فاطمة\u2069')
    expect(fullName({ first_name: '\u202eenaJ', last_name: 'Doe' })).toBe('\u2068\u202eenaJ Doe\u2069')
  })

  it('cannot leave their own isolation', () => {
    expect(apart('\u2069\u202eenaJ')).toBe('\u2068\u202eenaJ\u2069')
  })
})

it.each([
  [null, null],
  [119_000, null],
  [-119_000, null],
  [180_000, '3 minutes behind'],
  [-180_000, '3 minutes ahead'],
  [5 * 3_600_000, '5 hours behind'],
  [-83 * 3_600_000, '3 days ahead'],
])('a clock that is off by %s is %s', (offset, words) => {
  expect(clockFault(offset)).toBe(words)
})
