/** What a scan means, decided on plain values; the same for camera, scanner and typing. */
import type { Other, RosterRow, SessionFacts } from '../store'
import type { Book, Code } from './codes'

export type Person = Pick<RosterRow['participant'], 'id' | 'first_name' | 'last_name'>

/** What is to be done about a scan. */
export type Judgement =
  | { kind: 'mark'; row: RosterRow }
  | { kind: 'already'; row: RosterRow }
  | { kind: 'elsewhere'; person: Other }
  | { kind: 'unknown' }
  | { kind: 'over' }
  | { kind: 'early' }

export interface Scene {
  /** Who is on the roster. */
  roster: Book<{ identifier: string | null; row: RosterRow }>
  /** The state that a scan gives. */
  state: string
  /** Why nothing is marked now; null while marking goes on. */
  closed: 'over' | 'early' | null
  /** Whether a mark that says something else may be changed by a scan. */
  mayChange: (row: RosterRow) => boolean
}

/** Without the people of other groups, who are read only when nobody on the roster has the code. */
export function judge(code: Code, scene: Scene): Judgement {
  if (scene.closed) return { kind: scene.closed }
  const row = scene.roster.find(code)?.row
  if (!row) return { kind: 'unknown' }
  const stands = row.state === scene.state || (row.state !== null && !scene.mayChange(row))
  // A refused mark is no mark: the same scan may pass now.
  return stands && row.where !== 'refused' ? { kind: 'already', row } : { kind: 'mark', row }
}

/** A person at the desk may change any mark: staff stand beside it and see what it was. */
export const anyMark = (): boolean => true

/** Somebody who checks in alone comes; they do not change what staff have said about them, but for an absence. */
export const onlyAbsence = (row: RosterRow): boolean => row.state === 'absent'

const EARLY_MS = 3_600_000

type Times = Pick<
  SessionFacts,
  'status' | 'scheduled_start_at' | 'scheduled_end_at' | 'actual_start_at' | 'actual_end_at'
>

/** For staff a session is over when somebody ended it. */
export const closedForStaff = (session: Times | null): 'over' | null =>
  session?.status === 'completed' && session.actual_end_at !== null ? 'over' : null

/** Whoever checks in alone does so from an hour before the planned start (or the real one, where that is earlier) to the end,
 * as with the links of self-service. `now` is the server's time as far as this tablet knows it. */
export function closedForGuests(session: Times | null, now: number): 'over' | 'early' | null {
  if (!session) return 'over'
  const at = (iso: string | null) => (iso === null ? null : Date.parse(iso))
  const opens = Math.min(
    Date.parse(session.scheduled_start_at) - EARLY_MS,
    at(session.actual_start_at) ?? Number.POSITIVE_INFINITY,
  )
  if (now < opens) return 'early'
  return now >= (at(session.actual_end_at) ?? Date.parse(session.scheduled_end_at)) ? 'over' : null
}
