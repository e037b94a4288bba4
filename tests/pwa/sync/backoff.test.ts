import { expect, test } from 'vitest'
import { fullJitter, longest, retryAfter } from '@/sync/backoff'

test('full jitter: anything between nothing and a doubling limit', () => {
  expect([0, 1, 2, 3].map((n) => fullJitter(n, () => 1, 60_000))).toEqual([1000, 2000, 4000, 8000])
  expect(fullJitter(5, () => 0, 60_000)).toBe(0)
  expect(fullJitter(500, () => 1, longest(true))).toBe(60_000)
  expect(fullJitter(500, () => 1, longest(false))).toBe(300_000)
})

test.each([
  [null, null],
  ['', null],
  ['soon', null],
  ['0', 0],
  [' 120 ', 120_000],
  ['99999999', 86_400_000],
  ['Mon, 02 Mar 2026 08:02:00 GMT', 120_000],
  ['Mon, 02 Mar 2026 07:00:00 GMT', 0],
  ['Mon, 02 Mar 2099 08:00:00 GMT', 86_400_000],
])('Retry-After %j', (value, wait) => {
  expect(retryAfter(value, Date.parse('2026-03-02T08:00:00Z'))).toBe(wait)
})
