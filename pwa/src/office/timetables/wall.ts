/** Between a moment and the clock on the organization's wall, as fields of a form have it: "2026-03-29T02:30". */
import { wallClock } from '../../base/days'

const DAY = 86_400_000
const aheadOfUtc = (ms: number, zone: string): number => wallClock(ms, zone) - ms

/** Where clocks change as the server has it: a time that is left out means the offset before, one that comes twice its first
 * coming. */
export function momentOf(local: string, zone: string): number {
  const wall = Date.parse(`${local}Z`)
  const before = wall - aheadOfUtc(wall - DAY, zone)
  const after = wall - aheadOfUtc(wall + DAY, zone)
  return wallClock(before, zone) === wall || wallClock(after, zone) !== wall ? before : after
}

export const localOf = (moment: number, zone: string): string =>
  new Date(wallClock(moment, zone)).toISOString().slice(0, 16)

/** The wall's clock so much later, as if it never changed. */
export const later = (local: string, ms: number): string =>
  new Date(Date.parse(`${local}Z`) + ms).toISOString().slice(0, 16)

export const between = (from: string, to: string): number => Date.parse(`${to}Z`) - Date.parse(`${from}Z`)
