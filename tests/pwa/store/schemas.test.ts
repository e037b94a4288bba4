/** Fault 58: a tablet that comes back with the tables of any earlier build, or of a later one, keeps all that it holds. */
import Dexie from 'dexie'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openProfile, readStatus, recordMark, releaseBatch, type Store, takeBatch } from '@/store'
import { freshDisk, KEYS, LESSON, MINA, participant, START, wish } from '../support/tablets'

const NAME = 'omnipresence-1-7'

/** The tables as each build had them, never to be changed: tablets out there have them. A new schema adds its own line. */
const V1 = {
  participants: 'id',
  groups: 'id',
  group_memberships: 'id, group, participant',
  sessions: 'id, group, scheduled_start_at',
  presence_states: 'id',
  presence_records: 'key, session',
  sync_conflicts: 'id, key, session, open',
  ops: 'op_id, seq_no, status, key, session',
  acked: 'op_id, acked_at',
  attention: 'op_id, key, session, outcome, conflict_id',
  tombstones: 'id',
  shadow: '[kind+key], kind',
  meta: 'key',
  remote: 'key',
}
const SCHEMAS: Record<number, Record<string, string>> = {
  1: V1,
  2: {
    ...V1,
    ops: 'op_id, seq_no, status, key, session, participant',
    walk_ins: 'local, op_id, named_at',
  },
  4: {
    ...V1,
    ops: 'op_id, seq_no, status, key, session, participant',
    walk_ins: 'local, op_id, named_at',
    spots: 'local, op_id, session, named_at',
  },
}
SCHEMAS[3] = SCHEMAS[2] ?? {}
SCHEMAS[5] = SCHEMAS[4] ?? {}

const op = (number: number, more: object = {}) => ({
  op_id: `0190${String(number).padStart(4, '0')}-0000-7000-8000-000000000000`,
  seq_no: number,
  kind: 'mark',
  key: `${LESSON}:${number}`,
  session: LESSON,
  participant: number,
  state: 'late',
  note: 'as it was',
  base_version: 0,
  prev_op: null,
  marked_at: START,
  clock_era: 0,
  marked_by: MINA,
  edits: { count: 0, earlier: [] },
  status: 'queued',
  sent: 0,
  batch_id: null,
  attempts: 0,
  ...more,
})
const told = { reason: null, detail: null, conflict_id: null, at: START }
const FULL = {
  ops: [op(1), op(2), op(3, { status: 'inflight', sent: 1, batch_id: 'b', attempts: 1 })],
  acked: [op(4, { sent: 1, outcome: 'applied', version: 9, acked_at: START })],
  attention: [
    op(5, { sent: 1, ...told, outcome: 'conflict', conflict_id: 3 }),
    op(6, { sent: 1, ...told, outcome: 'rejected', reason: 'not_in_group' }),
    op(7, { ...told, outcome: 'set_aside', reason: 'set_aside' }),
  ],
  participants: [participant(1), participant(2)],
  remote: [{ key: 'audit', value: { results: ['First1'] }, saved_at: START }],
}
const META = { key: 'device', value: { seq_no: 7, clock_era: 1 } }

async function leave(version: number, tables: Record<string, string>): Promise<void> {
  const old = new Dexie(NAME)
  old.version(version).stores(tables)
  for (const [table, rows] of Object.entries(FULL)) await old.table(table).bulkPut(rows)
  await old.table('meta').put(META)
  old.close()
}

async function holdsEverything(here: Store): Promise<void> {
  for (const [table, rows] of Object.entries(FULL)) expect(await here.db.table(table).toArray()).toEqual(rows)
}

let store: Store | null = null
beforeEach(() => void freshDisk())
afterEach(() => store?.close())

test('there is a fixture of every schema that a tablet may have', async () => {
  store = openProfile('1:7', KEYS)
  await store.db.open()
  const all = Array.from({ length: store.db.verno }, (_, at) => at + 1)
  expect(Object.keys(SCHEMAS).map(Number)).toEqual(all)
})

test.each(Object.keys(SCHEMAS).map(Number))(
  'a full queue of schema %d is there, and goes on',
  async (version) => {
    await leave(version, SCHEMAS[version] ?? {})
    if (version >= 3) await stampBase()
    store = openProfile('1:7', KEYS)
    await holdsEverything(store)
    expect(await readStatus(store)).toMatchObject({ waiting: 2, sending: 1, inQuestion: 1, refused: 2 })
    const marked = await recordMark(store, wish(8, 'present'))
    expect(marked.ops).toMatchObject([{ seq_no: 8, clock_era: 1 }])
    await releaseBatch(store, 'all')
    const batch = await takeBatch(store, () => ({ maxOps: 500, maxBytes: 200_000 }), 'next')
    expect(batch.ops.map((one) => one.seq_no)).toEqual([1, 2, 3, 8])
    expect(await store.db.ops.where('participant').equals(2).count()).toBe(1)
  },
)

/** What the third schema's builds have always had, and what is sealed by no upgrade any more. */
async function stampBase(): Promise<void> {
  const old = new Dexie(NAME)
  await old.open()
  await old.table('meta').put({ key: 'base', value: 'test' })
  old.close()
}

/** As a copy of the files shows it. */
async function raw(): Promise<string> {
  const copy = new Dexie(NAME)
  await copy.open()
  const rows = await Promise.all(copy.tables.map((table) => table.toArray()))
  copy.close()
  return JSON.stringify(rows, (_, value) => (ArrayBuffer.isView(value) ? 'sealed' : value))
}

test.each([1, 2])(
  'what a build of schema %d wrote in the clear is sealed, also for who is not here',
  async (version) => {
    await leave(version, SCHEMAS[version] ?? {})
    expect(await raw()).toContain('as it was')
    store = openProfile('1:7', { ...KEYS, data: null })
    await store.db.open()
    store.close()
    for (const readable of ['as it was', 'First', 'Last']) expect(await raw()).not.toContain(readable)
    store = openProfile('1:7', KEYS)
    await holdsEverything(store)
  },
)

test('tables of a later build are left as they are, and marking goes on or says why not', async () => {
  const newest = Math.max(...Object.keys(SCHEMAS).map(Number))
  await leave(newest + 1, { ...SCHEMAS[newest], invented_later: 'id' })
  store = openProfile('1:7', KEYS)
  await recordMark(store, wish(8, 'present')).catch((error) => {
    expect(store?.health.value).not.toBe('ok')
    expect(error.message).toContain('not saved')
  })
  store.close()
  const later = new Dexie(NAME)
  await later.open()
  expect(later.tables.map((table) => table.name)).toContain('invented_later')
  const kept = await later.table('ops').toArray()
  expect(kept).toEqual(expect.arrayContaining(FULL.ops))
  expect(await later.table('attention').toArray()).toEqual(FULL.attention)
  later.close()
})
