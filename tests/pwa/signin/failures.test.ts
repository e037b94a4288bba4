import { expect, it } from 'vitest'
import { failureInWords, waitOf } from '@/signin/failures'
import type { SignInFailure } from '@/sync'

const refused = (status: number, code: string, retryAfter: string | null = null): SignInFailure => ({
  kind: 'refused',
  problem: { title: '', status, detail: '', code, errors: [] },
  retryAfter,
})
const now = Date.parse('2026-11-23T08:00:00Z')

it('waits as long as the server says, in seconds or until a date', () => {
  expect(waitOf(refused(429, 'throttled', '42'), now)).toBe(now + 42_000)
  expect(waitOf(refused(429, 'throttled', 'Mon, 23 Nov 2026 08:01:00 GMT'), now)).toBe(now + 60_000)
  expect(waitOf(refused(429, 'throttled'), now)).toBe(now + 30_000)
  expect(waitOf(refused(429, 'throttled', 'soon'), now)).toBe(now + 30_000)
  expect(waitOf(refused(429, 'throttled', '999999'), now)).toBe(now + 3_600_000)
  expect(waitOf(refused(401, 'invalid_credentials'), now)).toBe(0)
})

it('tells a wrong password from a missing network, a captive portal and a server in trouble', () => {
  const words = [
    refused(401, 'invalid_credentials'),
    { kind: 'offline' },
    { kind: 'portal' },
    { kind: 'broken' },
    refused(429, 'throttled'),
  ]
  expect(new Set(words.map((failure) => failureInWords(failure as SignInFailure))).size).toBe(5)
  // Who has worked here before is not told of a first time.
  expect(failureInWords({ kind: 'offline' })).toContain('first sign-in')
  expect(failureInWords({ kind: 'offline' }, true)).not.toContain('first sign-in')
})
