/** Whether somebody stands as present in another session that is on now: said to whoever marks them here, and changed nowhere. */
import type { Session } from '../base/wire'
import { shownValue } from './decide'
import { readKnown } from './known'
import { overlaid, takenBack } from './overlay'
import { keyOf, type SessionFacts } from './rows'
import type { Store } from './store'

/** A session that began longer ago than this is not looked at. */
const DAY = 86_400_000

export interface Whereabouts {
  session: number
  participant: number
  now: number
  /** Codes of the states that count as present. */
  present: ReadonlySet<string>
}

/** Of the sessions that this tablet carries, by their start. */
export async function readElsewhere(
  store: Store,
  { session, participant, now, present }: Whereabouts,
): Promise<SessionFacts[]> {
  const { db } = store
  const iso = (ms: number) => new Date(ms).toISOString().slice(0, 19)
  const near = await db.sessions
    .where('scheduled_start_at')
    .between(iso(now - DAY), iso(now + DAY))
    .toArray()
  const deeds = await db.ops.where('key').startsWith('session_').toArray()
  const gone = await takenBack(db)
  const on = near
    .filter((row) => !gone.has(row.id))
    .map((row) => overlaid(row, deeds))
    .filter((row) => row.id !== session && isOn(row, now))
  const known = await readKnown(
    db,
    on.map((row) => keyOf(row.id, participant)),
  )
  const there = on.filter((row) => present.has(shownValue(known.get(keyOf(row.id, participant))).state ?? ''))
  const groups = await db.groups.bulkGet(there.map((row) => row.group))
  return there.map((row, at) => ({
    ...row,
    group_name: groups[at]?.name ?? '',
    group_type: groups[at]?.group_type ?? '',
  }))
}

/** Begun and not ended, or planned for now and nobody has said otherwise. */
const isOn = (row: Session, now: number): boolean =>
  row.status === 'in_progress' ||
  (row.status === 'scheduled' &&
    Date.parse(row.scheduled_start_at) <= now &&
    now < Date.parse(row.scheduled_end_at))
