/** Sessions of a span of time, with how far each one is marked. */
import { signal } from '@preact/signals-core'
import type { Session } from '../base/wire'
import type { ProfileDb } from './db'
import { CALM, type Live, live } from './live'
import { activeMembers } from './members'
import { overlaid } from './overlay'
import { reasonInWords } from './reasons'
import { isMark, keyOf, type SessionFacts, type SessionRow } from './rows'
import type { Store } from './store'

export interface SessionsView {
  loaded: boolean
  sessions: SessionRow[]
}

/** Sessions whose scheduled start lies in [from, to), both ISO times in UTC; sorted by start. */
export function watchSessions(store: Store, fromIso: string, toIso: string): Live<SessionsView> {
  return live<SessionsView>(
    async () => ({ loaded: true, sessions: await readSessions(store, fromIso, toIso) }),
    {
      loaded: false,
      sessions: [],
    },
    { calm: CALM },
  )
}

export async function readSessions({ db }: Store, fromIso: string, toIso: string): Promise<SessionRow[]> {
  const found = await db.sessions
    .where('scheduled_start_at')
    .between(utc(fromIso), utc(toIso), true, false)
    .toArray()
  const rows = await Promise.all(found.map((session) => sessionRow(db, session)))
  return rows.sort(
    (a, b) => a.scheduled_start_at.localeCompare(b.scheduled_start_at) || a.name.localeCompare(b.name),
  )
}

/** By which number a session goes now that was begun on this tablet; null until it has been looked up. */
export const watchNumber = (store: Store, session: number): Live<number | null> =>
  session < 0
    ? live<number | null>(async () => (await store.db.spots.get(session))?.session || session, null)
    : signal(session)

/** What a session is, as this tablet shows it; how far it is marked its roster knows better. */
/** Null: this tablet does not know it; undefined: not read yet. */
export function watchSession(store: Store, id: number): Live<SessionFacts | null | undefined> {
  const { db } = store
  return live<SessionFacts | null | undefined>(async () => {
    const session = await db.sessions.get(id)
    if (!session) return null
    // By their keys, which no mark has: a tap on the roster does not have this read again.
    const deeds = await db.ops.where('key').startsWithAnyOf(DEEDS).toArray()
    return { ...overlaid(session, deeds), ...(await groupOf(db, session)) }
  }, undefined)
}

const DEEDS = ['session_start ', 'session_end ']

const groupOf = async (db: ProfileDb, session: Session) => {
  const group = await db.groups.get(session.group)
  return { group_name: group?.name ?? '', group_type: group?.group_type ?? '' }
}

// The server writes whole seconds or microseconds with a Z; cutting at the second makes text comparison agree with time.
const utc = (iso: string): string => new Date(iso).toISOString().slice(0, 19)

async function refusalOf(db: ProfileDb, local: number): Promise<string | null> {
  const told = await db.attention.where('session').equals(local).toArray()
  const end = told.find((row) => row.kind === 'session_create')
  return end ? reasonInWords(end.outcome, end.reason, end.detail) : null
}

async function sessionRow(db: ProfileDb, session: Session): Promise<SessionRow> {
  const [group, members, records, ops, questions] = await Promise.all([
    groupOf(db, session),
    activeMembers(db, session.group),
    db.presence_records.where('session').equals(session.id).primaryKeys(),
    db.ops.where('session').equals(session.id).toArray(),
    db.sync_conflicts
      .where('session')
      .equals(session.id)
      .filter((row) => row.open === 1)
      .toArray(),
  ])
  const marked = new Set<string>(records)
  const marks = ops.filter(isMark)
  for (const op of marks.sort((a, b) => a.seq_no - b.seq_no)) {
    if (op.state === null) marked.delete(op.key)
    else marked.add(op.key)
  }
  const onRoster = new Set([...members.map((person) => keyOf(session.id, person.id)), ...marked])
  return {
    ...overlaid(session, ops),
    key: session.id,
    refused: session.id < 0 ? await refusalOf(db, session.id) : null,
    ...group,
    members: onRoster.size,
    marked: marked.size,
    waiting: new Set(marks.map((op) => op.key)).size,
    in_question: new Set(questions.map((row) => row.key)).size,
  }
}
