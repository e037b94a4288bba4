/** How long to wait after a failure. Full jitter: many tablets that lost the server together do not come back together. */

const BASE = 1000

/** With marks waiting the longest wait is a minute, so that a queue drains within a minute after the fault is over; twelve
 * or so tries in five minutes are no storm. Without marks nobody is in a hurry. */
export const longest = (marksWait: boolean): number => (marksWait ? 60_000 : 300_000)

export function fullJitter(failures: number, random: () => number, cap: number): number {
  return Math.round(random() * Math.min(cap, BASE * 2 ** Math.min(failures, 30)))
}

/** Retry-After in milliseconds, from seconds or an HTTP date; null when there is none or it cannot be read. */
export function retryAfter(value: string | null, now: number): number | null {
  if (value === null || value.trim() === '') return null
  const text = value.trim()
  if (/^\d+$/.test(text)) return Math.min(Number(text), DAY_SECONDS) * 1000
  const date = Date.parse(text)
  // A date says when by the server's clock; this device's may be wrong by more than a day, so it never means more than that.
  return Number.isNaN(date) ? null : Math.min(Math.max(0, date - now), DAY_SECONDS * 1000)
}

const DAY_SECONDS = 86_400
