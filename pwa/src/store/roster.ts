/** The roster of a session as the screen shows it. Each table has its own live query, so a tap re-reads the waiting ops of this
 * session and nothing else, and rows in which nothing changed stay the same objects. */
import { computed } from '@preact/signals-core'
import type { ProfileDb } from './db'
import { guestRow } from './guests'
import { readLeft } from './left'
import { CALM, type Live, live, type Together, together } from './live'
import { getMany } from './many'
import { activeMembers } from './members'
import { takenBack } from './overlay'
import { type ByKey, byKey } from './roster-keys'
import { byName, rosterBuilder, type Sources } from './roster-rows'
import type { ConflictRow, Key, OpRow, Participant, RosterRow } from './rows'
import type { OpsChange, Store } from './store'

export interface RosterView {
  /** False until the tables have been read once. */
  loaded: boolean
  rows: RosterRow[]
}

/** Rows sorted by name: active members of the session's group, and whoever else has a mark in it. */
export function watchRoster(store: Store, session: number): Live<RosterRow[]> {
  const view = watchRosterView(store, session)
  return computed(() => view.value.rows)
}

export function watchRosterView(store: Store, session: number): Live<RosterView> {
  const { db } = store
  const company = together()
  const of = <T>(read: () => Promise<T[]>) => live<T[] | null>(read, null, { company })
  const people = of(() => members(db, session))
  const records = of(() => db.presence_records.where('session').equals(session).toArray())
  const ops = watchOps(store, session, company)
  const attention = of(() => db.attention.where('session').equals(session).toArray())
  const conflicts = of(() => openConflicts(db, session))
  const strangers = watchStrangers(db, people, ops, [records, attention, conflicts])
  // Sorted by name only when the people change: comparing names is the dearest part of a roster.
  const everybody = computed(() => [...(people.value ?? []), ...strangers.value].sort(byName))
  const sources = {
    records: keyed(records),
    ops: keyed(ops),
    attention: keyed(attention),
    conflicts: keyed(conflicts),
  }
  const build = rosterBuilder(session)
  return computed(() => {
    const found = {
      people: people.value && everybody.value,
      records: sources.records.value,
      ops: sources.ops.value,
      attention: sources.attention.value,
      conflicts: sources.conflicts.value,
    }
    return isComplete(found) ? { loaded: true, rows: build(found) } : { loaded: false, rows: [] }
  })
}

/** The rows of a table by key, each key's own for as long as they are as they were. */
function keyed<T extends { key: Key }>(rows: Live<T[] | null>): Live<ByKey<T> | null> {
  let last: ByKey<T> = new Map()
  return computed(() => {
    if (rows.value === null) return null
    last = byKey(rows.value, last)
    return last
  })
}

type Partly<T> = { [K in keyof T]: T[K] | null }
const isComplete = (found: Partly<Sources>): found is Sources =>
  Object.values(found).every((part) => part !== null)

/** The unanswered ops of a session. Reading all of them takes longer than a tap may take on a slow tablet, so what this page has
 * just written, and knows to be on the disk, is put in place at once. */
const watchOps = (store: Store, session: number, company: Together): Live<OpRow[] | null> =>
  live<OpRow[] | null>(() => store.db.ops.where('session').equals(session).sortBy('seq_no'), null, {
    company,
    calm: CALM,
    ahead: (update) => store.onMarked((change) => update((now) => now && patched(now, change, session))),
  })

function patched(now: OpRow[], { put, gone }: OpsChange, session: number): OpRow[] {
  const ops = new Map(now.map((op) => [op.op_id, op]))
  for (const op of put) if (op.session === session) ops.set(op.op_id, op)
  for (const id of gone) ops.delete(id)
  return [...ops.values()]
}

/** One read of the roster, for places without a screen. */
export async function readRoster({ db }: Store, session: number): Promise<RosterRow[]> {
  const [people, records, ops, attention, conflicts] = await Promise.all([
    members(db, session),
    db.presence_records.where('session').equals(session).toArray(),
    db.ops.where('session').equals(session).sortBy('seq_no'),
    db.attention.where('session').equals(session).toArray(),
    openConflicts(db, session),
  ])
  const others = marked([records, ops, attention, conflicts]).filter(
    (id) => !people.some((person) => person.id === id),
  )
  const everybody = [...people, ...(await named(db, others))].sort(byName)
  return rosterBuilder(session)({
    people: everybody,
    records: byKey(records),
    ops: byKey(ops),
    attention: byKey(attention),
    conflicts: byKey(conflicts),
  })
}

const openConflicts = async (db: ProfileDb, session: number): Promise<ConflictRow[]> =>
  (await db.sync_conflicts.where('session').equals(session).toArray()).filter((row) => row.open === 1)

async function members(db: ProfileDb, session: number): Promise<Participant[]> {
  const found = await db.sessions.get(session)
  if (!found || (await takenBack(db)).has(session)) return []
  return activeMembers(db, found.group)
}

type Marked = { participant: number }[]
const marked = (lists: Marked[]): number[] => [
  ...new Set(lists.flatMap((list) => list.map((row) => row.participant)).filter((id) => id !== 0)),
]

/** People with a mark who are not active members: they left the group, or walked in. */
function watchStrangers(
  db: ProfileDb,
  people: Live<Participant[] | null>,
  ops: Live<OpRow[] | null>,
  lists: Live<Marked | null>[],
): Live<Participant[]> {
  const ids = computed(() => {
    const inside = new Set((people.value ?? []).map((person) => person.id))
    return marked([ops, ...lists].map((list) => list.value ?? []))
      .filter((id) => !inside.has(id))
      .sort((a, b) => a - b)
      .join(',')
  })
  // Asked again only when the set of ids changes, which a tap on a member never does.
  let asked = ''
  let answer = live<Participant[]>(async () => [], [])
  return computed(() => {
    if (ids.value !== asked) {
      asked = ids.value
      const wanted = asked.split(',').map(Number)
      const guests = guestsIn(ops.peek() ?? [])
      const first = wanted.map((id) => guests.get(id) ?? nameless(id))
      answer = live<Participant[]>(() => named(db, wanted), first)
    }
    return asked === '' ? [] : answer.value
  })
}

/** Who walked in a moment ago stands in the queue with a name. */
const guestsIn = (ops: OpRow[]): Map<number, Participant> =>
  new Map(ops.flatMap((op) => (op.person ? [[op.participant, guestRow(op.participant, op.person)]] : [])))

async function named(db: ProfileDb, ids: number[]): Promise<Participant[]> {
  const [people, guests] = await Promise.all([getMany(db.participants, ids), getMany(db.walk_ins, ids)])
  const strange = ids.some((_, at) => !people[at] && !guests[at])
  const left = strange ? (await readLeft(db)).people : {}
  return ids.map((id, at) => {
    const guest = guests[at]
    return people[at] ?? (guest ? guestRow(id, guest.person) : { ...nameless(id), ...left[id] })
  })
}

/** A mark came before its person: show the number rather than hide the mark. */
const nameless = (id: number): Participant => ({
  id,
  external_id: null,
  first_name: '',
  last_name: `#${id}`,
  identifier: '',
  is_active: false,
  version: 0,
})
