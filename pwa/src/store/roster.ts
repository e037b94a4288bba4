/** The roster of a session as the screen shows it. Each table has its own live query, so a tap re-reads the waiting ops of this
 * session and nothing else, and rows in which nothing changed stay the same objects. */
import { computed } from '@preact/signals-core'
import type { ProfileDb } from './db'
import { type Known, questioned, refusals, serverValue, shownValue } from './decide'
import { type Live, live } from './live'
import { reasonInWords } from './reasons'
import {
  type AttentionRow,
  type ConflictRow,
  type Key,
  keyOf,
  type OpRow,
  type Participant,
  type RecordRow,
  type RosterRow,
  type Where,
} from './rows'
import type { Store } from './store'

interface Sources {
  people: Participant[]
  records: RecordRow[]
  ops: OpRow[]
  attention: AttentionRow[]
  conflicts: ConflictRow[]
}

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
  const of = <T>(read: () => Promise<T[]>) => live<T[] | null>(read, null)
  const people = of(() => members(db, session))
  const records = of(() => db.presence_records.where('session').equals(session).toArray())
  const ops = of(() => db.ops.where('session').equals(session).sortBy('seq_no'))
  const attention = of(() => db.attention.where('session').equals(session).toArray())
  const conflicts = of(() => openConflicts(db, session))
  const strangers = watchStrangers(db, people, [records, ops, attention, conflicts])
  let last = new Map<Key, RosterRow>()
  return computed(() => {
    const sources = {
      people: people.value,
      records: records.value,
      ops: ops.value,
      attention: attention.value,
    }
    const found = { ...sources, conflicts: conflicts.value }
    if (!isComplete(found)) return { loaded: false, rows: [] }
    const rows = buildRoster({ ...found, people: [...found.people, ...strangers.value] }, session, last)
    last = new Map(rows.map((row) => [row.key, row]))
    return { loaded: true, rows }
  })
}

type Partly<T> = { [K in keyof T]: T[K] | null }
const isComplete = (found: Partly<Sources>): found is Sources =>
  Object.values(found).every((part) => part !== null)

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
  return buildRoster(
    { people: [...people, ...(await named(db, others))], records, ops, attention, conflicts },
    session,
  )
}

const openConflicts = async (db: ProfileDb, session: number): Promise<ConflictRow[]> =>
  (await db.sync_conflicts.where('session').equals(session).toArray()).filter((row) => row.open === 1)

async function members(db: ProfileDb, session: number): Promise<Participant[]> {
  const found = await db.sessions.get(session)
  if (!found) return []
  const links = await db.group_memberships.where('group').equals(found.group).toArray()
  const ids = [...new Set(links.map((link) => link.participant))]
  return (await db.participants.bulkGet(ids)).flatMap((person) => (person?.is_active ? [person] : []))
}

type Marked = { participant: number }[]
const marked = (lists: Marked[]): number[] => [...new Set(lists.flat().map((row) => row.participant))]

/** People with a mark who are not active members: they left the group, or walked in. */
function watchStrangers(
  db: ProfileDb,
  people: Live<Participant[] | null>,
  lists: Live<Marked | null>[],
): Live<Participant[]> {
  const ids = computed(() => {
    const inside = new Set((people.value ?? []).map((person) => person.id))
    return marked(lists.map((list) => list.value ?? []))
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
      answer = live<Participant[]>(() => named(db, wanted), wanted.map(nameless))
    }
    return asked === '' ? [] : answer.value
  })
}

const named = async (db: ProfileDb, ids: number[]): Promise<Participant[]> =>
  (await db.participants.bulkGet(ids)).map((person, at) => person ?? nameless(ids[at] ?? 0))

/** A mark came before its person: show the number rather than hide the mark. */
const nameless = (id: number): Participant => ({
  id,
  external_id: null,
  first_name: '',
  last_name: `#${id}`,
  identifier: null,
  is_active: false,
  version: 0,
})

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })
const byName = (a: Participant, b: Participant): number =>
  collator.compare(a.last_name, b.last_name) || collator.compare(a.first_name, b.first_name) || a.id - b.id

const group = <T extends { key: Key }>(rows: T[]): Map<Key, T[]> => {
  const map = new Map<Key, T[]>()
  for (const row of rows) map.get(row.key)?.push(row) ?? map.set(row.key, [row])
  return map
}

export function buildRoster(sources: Sources, session: number, last?: Map<Key, RosterRow>): RosterRow[] {
  const records = new Map(sources.records.map((record) => [record.key, record]))
  const ops = group(sources.ops)
  const attention = group(sources.attention)
  const conflicts = group(sources.conflicts)
  return [...sources.people].sort(byName).map((person) => {
    const key = keyOf(session, person.id)
    const known: Known = {
      record: records.get(key),
      ops: ops.get(key) ?? [],
      attention: attention.get(key) ?? [],
    }
    const row = rosterRow(key, person, known, conflicts.get(key)?.at(-1) ?? null)
    const before = last?.get(key)
    return before && sameRow(before, row) ? before : row
  })
}

function rosterRow(key: Key, person: Participant, known: Known, conflict: ConflictRow | null): RosterRow {
  const own = known.ops.at(-1)
  const question = questioned(known.attention)
  const refused = own || question ? undefined : refusals(known.attention).at(-1)
  const recorded = known.record ? Date.parse(known.record.recorded_at) : Number.NaN
  const server = serverValue(known.record)
  return {
    key,
    participant: {
      id: person.id,
      first_name: person.first_name,
      last_name: person.last_name,
      identifier: person.identifier,
    },
    ...shownValue(known),
    where: where(own, question, conflict, refused, known.record),
    reason: refused ? reasonInWords(refused.outcome, refused.reason, refused.detail) : null,
    conflict,
    base_version: known.record?.version ?? 0,
    marked_at: (own ?? question ?? refused)?.marked_at ?? (Number.isNaN(recorded) ? null : recorded),
    serverState: server.state,
    serverNote: server.note,
    attempted: refused?.state,
    refusedOp: refused?.op_id ?? null,
  }
}

function where(
  own: OpRow | undefined,
  question: unknown,
  conflict: unknown,
  refused: unknown,
  record: unknown,
): Where {
  if (own) return own.status === 'inflight' ? 'sending' : 'waiting'
  if (question || conflict) return 'in_question'
  if (refused) return 'refused'
  return record ? 'server' : 'unmarked'
}

const FLAT = [
  'state',
  'note',
  'where',
  'reason',
  'base_version',
  'marked_at',
  'serverState',
  'serverNote',
  'attempted',
  'refusedOp',
] as const
const PERSON = ['id', 'first_name', 'last_name', 'identifier'] as const

function sameRow(a: RosterRow, b: RosterRow): boolean {
  const conflict = a.conflict?.id === b.conflict?.id && a.conflict?.version === b.conflict?.version
  return (
    conflict &&
    FLAT.every((field) => a[field] === b[field]) &&
    PERSON.every((field) => a.participant[field] === b.participant[field])
  )
}
