/** The sessions of a group that come after one of its own, as far as this tablet carries them: where somebody is on leave. */
import type { Session } from '../base/wire'
import { shownValue } from './decide'
import { readKnown } from './known'
import { type Marked, recordMarks } from './marks'
import { getMeta } from './meta'
import { takenBack } from './overlay'
import { keyOf } from './rows'
import type { Store } from './store'

export interface Ahead {
  /** Those in which the person has no mark yet, in their order. */
  open: Session[]
  /** In how many somebody has marked the person already: they keep it. */
  kept: number
  /** How many days ahead this tablet carries; null: all that is planned. */
  daysAhead: number | null
}

/** `before`: the first moment that does not belong to it, in milliseconds. */
export async function readAhead(
  store: Store,
  session: number,
  participant: number,
  before: number,
): Promise<Ahead> {
  const { db } = store
  const here = await db.sessions.get(session)
  const subscription = await getMeta(db, 'subscription')
  const same = here ? await db.sessions.where('group').equals(here.group).toArray() : []
  const from = Date.parse(here?.scheduled_start_at ?? '')
  const gone = await takenBack(db)
  const starts = (row: Session) => Date.parse(row.scheduled_start_at)
  const later = same
    .filter((row) => row.id !== session && !gone.has(row.id) && starts(row) >= from && starts(row) < before)
    .sort((a, b) => starts(a) - starts(b) || a.id - b.id)
  const known = await readKnown(
    db,
    later.map((row) => keyOf(row.id, participant)),
  )
  const open = later.filter((row) => shownValue(known.get(keyOf(row.id, participant))).state === null)
  return { open, kept: later.length - open.length, daysAhead: subscription?.days_ahead ?? null }
}

export interface Leave {
  session: number
  participant: number
  before: number
  state: string
  note: string
  marked_by: number
  now: number
}

/** Marks the person in each of them, each an ordinary mark, all or nothing; taken back as one action. */
export async function markAhead(store: Store, leave: Leave): Promise<Marked> {
  const { session, participant, before, ...said } = leave
  const { open } = await readAhead(store, session, participant, before)
  return recordMarks(
    store,
    open.map((row) => ({ ...said, session: row.id, participant })),
  )
}
