/** Which sessions are on now, which come next and which are over: a pure decision over rows and the time. */

interface Timed {
  scheduled_start_at: string
  scheduled_end_at: string
  actual_start_at: string | null
  actual_end_at: string | null
  name: string
  group_name: string
}

export interface Agenda<T> {
  now: T[]
  /** Those that begin at the next starting time. */
  next: T[]
  later: T[]
  earlier: T[]
}

const begins = (row: Timed) => Date.parse(row.actual_start_at ?? row.scheduled_start_at)
// What somebody has said to have begun or ended has, however far this screen's time is behind.
const isOver = (row: Timed, now: number) =>
  row.actual_end_at !== null || Date.parse(row.scheduled_end_at) <= now
const isOn = (row: Timed, now: number) =>
  !isOver(row, now) && (row.actual_start_at !== null || begins(row) <= now)

export function byStart<T extends Timed>(rows: readonly T[]): T[] {
  const order = new Intl.Collator(undefined, { numeric: true })
  return [...rows].sort(
    (a, b) =>
      begins(a) - begins(b) || order.compare(a.group_name, b.group_name) || order.compare(a.name, b.name),
  )
}

export function agenda<T extends Timed>(rows: readonly T[], now: number): Agenda<T> {
  const sorted = byStart(rows)
  const coming = sorted.filter((row) => !isOver(row, now) && !isOn(row, now))
  const first = coming[0] ? begins(coming[0]) : 0
  return {
    now: sorted.filter((row) => isOn(row, now)),
    next: coming.filter((row) => begins(row) === first),
    later: coming.filter((row) => begins(row) !== first),
    earlier: sorted.filter((row) => isOver(row, now)),
  }
}

/** The groups of `own` first, in its order; everything else as it was. */
export function ownFirst<T extends { group: number }>(rows: readonly T[], own: readonly number[]): T[] {
  const place = (row: T) => (own.includes(row.group) ? own.indexOf(row.group) : own.length)
  return [...rows].sort((a, b) => place(a) - place(b))
}

/** Whole minutes from now until a session ends that is on, or begins that is not; negative when it is past that. */
export function minutesLeft(row: Timed, now: number): number {
  const until = isOn(row, now) ? Date.parse(row.scheduled_end_at) : Date.parse(row.scheduled_start_at)
  return Math.ceil((until - now) / 60_000)
}

const LONG = 3 * 24 * 3_600_000

/** Some browsers clear what a page stored when it was not opened for a week: from the third day on people should know. */
export const waitLong = (oldestAt: number | null, now: number): boolean =>
  oldestAt !== null && now - oldestAt >= LONG
