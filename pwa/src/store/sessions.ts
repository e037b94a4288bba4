/** Sessions of a span of time, with how far each one is marked. */
import { signal } from '@preact/signals-core'
import type { Group, Session } from '../base/wire'
import type { ProfileDb } from './db'
import { CALM, type Live, live } from './live'
import { allOf, getMany } from './many'
import { membersOf } from './members'
import { overlaid, takesBackSession } from './overlay'
import {
  type AttentionRow,
  type ConflictRow,
  isMark,
  type Key,
  keyOf,
  type OpRow,
  partsOf,
  type SessionFacts,
  type SessionRefusal,
  type SessionRow,
} from './rows'
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
  // One transaction for a whole day: on a cheap tablet a transaction costs more than what is read in it.
  return db.transaction('r', dayTables(db), async () => readDay(db, fromIso, toIso))
}

const dayTables = (db: ProfileDb) => [
  db.sessions,
  db.groups,
  db.group_memberships,
  db.participants,
  db.presence_records,
  db.ops,
  db.attention,
  db.sync_conflicts,
]

async function readDay(db: ProfileDb, fromIso: string, toIso: string): Promise<SessionRow[]> {
  const found = await db.sessions
    .where('scheduled_start_at')
    .between(utc(fromIso), utc(toIso), true, false)
    .toArray()
  const aside = await readAside(db, found)
  return found
    .filter(({ id }) => !aside.ops.get(id)?.some(takesBackSession))
    .map((session) => sessionRow(session, aside))
    .sort((a, b) => a.scheduled_start_at.localeCompare(b.scheduled_start_at) || a.name.localeCompare(b.name))
}

/** By which number a session goes now that was begun on this tablet; null until it has been looked up. */
export const watchNumber = (store: Store, session: number): Live<number | null> =>
  session < 0
    ? live<number | null>(async () => (await store.db.spots.get(session))?.session || session, null)
    : signal(session)

/** What a session is, as this tablet shows it; how far it is marked its roster knows better. Null: this tablet does not know
 * it, or not any more; undefined: not read yet. */
export function watchSession(store: Store, id: number): Live<SessionFacts | null | undefined> {
  const { db } = store
  return live<SessionFacts | null | undefined>(async () => {
    const session = await db.sessions.get(id)
    if (!session) return null
    // By their keys, which no mark has: a tap on the roster does not have this read again.
    const deeds = await db.ops.where('key').startsWithAnyOf(DEEDS).toArray()
    if (deeds.some((op) => op.session === id && takesBackSession(op))) return null
    return { ...overlaid(session, deeds), ...(await groupOf(db, session)) }
  }, undefined)
}

const DEEDS = ['session_start ', 'session_end ', 'session_undo ']

const groupOf = async (db: ProfileDb, session: Session) => {
  const group = await db.groups.get(session.group)
  return { group_name: group?.name ?? '', group_type: group?.group_type ?? '' }
}

// The server writes whole seconds or microseconds with a Z; cutting at the second makes text comparison agree with time.
const utc = (iso: string): string => new Date(iso).toISOString().slice(0, 19)

/** What lies beside a day's sessions in the other tables. */
interface Aside {
  groups: Map<number, Group>
  /** Active people of a group. */
  members: Map<number, number[]>
  records: Map<number, Key[]>
  ops: Map<number, OpRow[]>
  refusals: Map<number, AttentionRow[]>
  questions: Map<number, ConflictRow[]>
}

function grouped<T>(rows: readonly T[], by: (row: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>()
  for (const row of rows) {
    const group = groups.get(by(row))
    if (group) group.push(row)
    else groups.set(by(row), [row])
  }
  return groups
}

async function readAside(db: ProfileDb, sessions: Session[]): Promise<Aside> {
  const ids = sessions.map((session) => session.id)
  const groupIds = [...new Set(sessions.map((session) => session.group))]
  const local = ids.filter((id) => id < 0)
  const [groups, members, records, ops, told, questions] = await Promise.all([
    getMany(db.groups, groupIds),
    membersOf(db, groupIds),
    allOf(ids, (id) => db.presence_records.where('session').equals(id).primaryKeys()),
    allOf(ids, (id) => db.ops.where('session').equals(id).toArray()),
    allOf(local, (id) => db.attention.where('session').equals(id).toArray()),
    allOf(ids, (id) => db.sync_conflicts.where('session').equals(id).toArray()),
  ])
  return {
    groups: new Map(groups.flatMap((group) => (group ? [[group.id, group]] : []))),
    members,
    records: grouped(records.flat(), (key) => partsOf(key).session),
    ops: grouped(ops.flat(), (op) => op.session),
    refusals: grouped(told.flat(), (row) => row.session),
    questions: grouped(
      questions.flat().filter((row) => row.open === 1),
      (row) => row.session,
    ),
  }
}

const refusalOf = (told: AttentionRow[]): SessionRefusal | null =>
  told.find((row) => row.kind === 'session_create') ?? null

function sessionRow(session: Session, aside: Aside): SessionRow {
  const { id } = session
  const group = aside.groups.get(session.group)
  const ops = aside.ops.get(id) ?? []
  const members = aside.members.get(session.group) ?? []
  const marked = new Set<string>(aside.records.get(id))
  const marks = ops.filter(isMark)
  for (const op of marks.sort((a, b) => a.seq_no - b.seq_no)) {
    if (op.state === null) marked.delete(op.key)
    else marked.add(op.key)
  }
  const onRoster = new Set([...members.map((person) => keyOf(id, person)), ...marked])
  return {
    ...overlaid(session, ops),
    key: id,
    refused: refusalOf(aside.refusals.get(id) ?? []),
    group_name: group?.name ?? '',
    group_type: group?.group_type ?? '',
    members: onRoster.size,
    marked: marked.size,
    waiting: new Set(marks.map((op) => op.key)).size,
    in_question: new Set(aside.questions.get(id)?.map((row) => row.key)).size,
  }
}
