/** What an answer does to the tables, without a network. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Change, OpResult, SyncReply } from '@/base/wire'
import {
  applyReply,
  type Batch,
  dismiss,
  readRoster,
  readStatus,
  recordMark,
  releaseBatch,
  type Store,
  takeBatch,
} from '@/store'
import { freshDisk, LESSON, record, START, tablet, wish } from '../support/tablets'

let store: Store
beforeEach(async () => {
  freshDisk()
  store = await tablet()
})
afterEach(() => vi.restoreAllMocks())

let number = 0
/** What is under way is given up first, as the engine does before it asks again. */
const take = async (): Promise<Batch> => {
  await releaseBatch(store, 'all')
  return takeBatch(store, () => ({ maxOps: 500, maxBytes: 200_000 }), `batch-${++number}`)
}

const reply = (more: Partial<SyncReply> = {}): SyncReply => ({
  protocol: 1,
  min_protocol: 1,
  epoch: 'e1',
  server_time: START,
  register_anew: false,
  limits: { max_ops: 500, max_bytes: 262144, max_changes: 1000 },
  backoff: 0,
  notice: null,
  results: [],
  changes: [],
  cursor: 'c1',
  has_more: false,
  reset: null,
  scope_tag: 's1',
  ...more,
})

const result = (op_id: string, outcome: string, more: Partial<OpResult> = {}): OpResult => ({
  op_id,
  outcome,
  version: 0,
  conflict_id: null,
  reason: null,
  detail: null,
  participant: null,
  current: null,
  ...more,
})

const marked = (person: number, state: string, version: number): Change => ({
  kind: 'presence_record',
  key: `${LESSON}:${person}`,
  version,
  deleted: false,
  data: { ...record(person, state, version) },
})

const gone = (person: number, version: number): Change => ({
  kind: 'presence_record',
  key: `${LESSON}:${person}`,
  version,
  deleted: true,
  data: null,
})

const row = async (person: number) =>
  (await readRoster(store, LESSON)).find((one) => one.participant.id === person)
const apply = (batch: Batch, more: Partial<SyncReply>) => applyReply(store, batch, reply(more), START)
const queue = () => store.db.ops.orderBy('seq_no').toArray()
const idOf = async (person: number, state: string): Promise<string> =>
  (await recordMark(store, wish(person, state))).ops[0]?.op_id ?? ''

test('I24: only an explicit final outcome that names the op takes it out of the queue', async () => {
  const ids = [await idOf(1, 'present'), await idOf(2, 'present'), await idOf(3, 'present')]
  const [a = '', b = '', c = ''] = ids
  const unknown = [result(a, 'maybe'), result(b, 'retry'), result('another', 'applied', { version: 9 })]
  const first = await apply(await take(), { results: unknown })
  expect(first).toMatchObject({ answered: 0, left: 3 })
  expect((await queue()).map((op) => [op.op_id, op.status, op.sent])).toEqual(
    ids.map((id) => [id, 'queued', 1]),
  )
  const results = [result(a, 'applied', { version: 9 }), result(c, 'same', { version: 4 })]
  expect(await apply(await take(), { results, cursor: 'c2' })).toMatchObject({ answered: 2, left: 1 })
  expect((await queue()).map((op) => op.op_id)).toEqual([b])
  expect((await store.db.acked.toArray()).map((op) => op.outcome).sort()).toEqual(['applied', 'same'])
})

test('I24: refused, questioned and quarantined ops stay visible', async () => {
  const [a, b, c] = [await idOf(1, 'present'), await idOf(2, 'present'), await idOf(3, 'late')]
  const current = record(2, 'absent', 30)
  const results = [
    result(a, 'rejected', { reason: 'not_in_group' }),
    result(b, 'conflict', { conflict_id: 5, version: 30, current }),
    result(c, 'quarantined'),
  ]
  await apply(await take(), { results })
  expect(await readStatus(store)).toMatchObject({ waiting: 0, inQuestion: 1, refused: 2 })
  const reason = 'This participant is not a member of the group.'
  expect(await row(1)).toMatchObject({ where: 'refused', state: null, attempted: 'present', reason })
  expect(await row(2)).toMatchObject({ where: 'in_question', state: 'present', serverState: 'absent' })
  expect(await row(3)).toMatchObject({ where: 'refused', attempted: 'late' })
  await dismiss(store, a, START)
  await recordMark(store, wish(3, 'absent'))
  expect(await row(1)).toMatchObject({ where: 'unmarked', attempted: undefined })
  expect(await row(3)).toMatchObject({ where: 'waiting', state: 'absent' })
  expect((await readStatus(store)).refused).toBe(0)
})

test('I25: a sent op never changes: a further tap is another op', async () => {
  const id = await idOf(1, 'present')
  const before = (await take()).ops
  await recordMark(store, wish(1, 'absent', { now: START + 1 }))
  const [first, second] = await queue()
  expect(first).toEqual(before[0])
  expect(second).toMatchObject({ prev_op: id, state: 'absent' })
  expect(second?.op_id).not.toBe(id)
})

test('I26: news from the server does not lift the base_version of what waits', async () => {
  await store.db.presence_records.put({ ...record(1, 'absent', 10), key: '100:1' })
  await idOf(1, 'present')
  await apply({ ...(await take()), ops: [] }, { changes: [marked(1, 'late', 50)] })
  expect((await queue())[0]).toMatchObject({ base_version: 10 })
  expect(await row(1)).toMatchObject({ state: 'present', serverState: 'late', base_version: 50 })
})

test('I26: nor does a change of a mark that was not sent, or one behind a sent one', async () => {
  await store.db.presence_records.put({ ...record(1, 'absent', 10), key: '100:1' })
  await idOf(1, 'present')
  const empty = await takeBatch(store, () => ({ maxOps: 0, maxBytes: 0 }), 'b')
  await apply(empty, { changes: [marked(1, 'late', 50)] })
  await recordMark(store, wish(1, 'excused'))
  expect(await queue()).toMatchObject([{ base_version: 10, state: 'excused' }])
  await take()
  await recordMark(store, wish(1, 'present'))
  expect(await queue()).toMatchObject([{ base_version: 10 }, { base_version: 10 }])
})

test('I27: results, changes and cursor come together or not at all', async () => {
  const id = await idOf(1, 'present')
  const batch = await take()
  const answer = { results: [result(id, 'applied', { version: 70 })], changes: [marked(2, 'late', 71)] }
  const steps = [
    [store.db.acked, 'bulkPut'],
    [store.db.ops, 'bulkDelete'],
    [store.db.presence_records, 'bulkPut'],
    [store.db.meta, 'put'],
  ] as const
  for (const [table, method] of steps) {
    vi.spyOn(table, method as 'bulkPut').mockRejectedValueOnce(new Error('crash'))
    await expect(apply(batch, answer)).rejects.toThrow()
    vi.restoreAllMocks()
    expect((await queue()).map((op) => op.op_id)).toEqual([id])
    expect(await store.db.presence_records.count()).toBe(0)
    expect(await store.db.acked.count()).toBe(0)
    expect(await store.db.meta.get('sync')).toBeUndefined()
  }
  await apply(batch, answer)
  expect(await queue()).toEqual([])
  expect(await row(2)).toMatchObject({ serverState: 'late' })
})

test('I28: an older or equal version changes nothing, a deletion stays deleted', async () => {
  await apply(await take(), { changes: [marked(1, 'late', 50), gone(2, 60)] })
  await apply(await take(), { changes: [marked(1, 'absent', 49), marked(2, 'present', 59)], cursor: 'c2' })
  expect(await row(1)).toMatchObject({ serverState: 'late', base_version: 50 })
  expect(await row(2)).toMatchObject({ serverState: null, base_version: 0 })
  await apply(await take(), { changes: [gone(1, 50), marked(2, 'late', 61)], cursor: 'c3' })
  expect(await row(1)).toMatchObject({ serverState: 'late', base_version: 50 })
  expect(await row(2)).toMatchObject({ serverState: 'late', base_version: 61 })
})

test('I28: an answer to a question asked from elsewhere moves neither cursor nor base', async () => {
  const stale = await take()
  await apply(await take(), { changes: [marked(1, 'late', 50)], cursor: 'c2' })
  const id = await idOf(2, 'present')
  const late = { ...stale, ops: (await take()).ops }
  const answer = {
    results: [result(id, 'applied', { version: 51 })],
    changes: [marked(3, 'late', 40)],
    cursor: 'c1',
  }
  expect(await apply(late, answer)).toMatchObject({ answered: 1, moved: false })
  expect((await store.db.meta.get('sync'))?.value).toMatchObject({ cursor: 'c2' })
  expect(await row(3)).toMatchObject({ serverState: null })
  expect(await queue()).toEqual([])
})

test('I28: the result of an old op does not bring back what the feed has passed', async () => {
  const id = await idOf(1, 'present')
  const batch = await take()
  await apply({ ...batch, ops: [] }, { changes: [gone(1, 80)], cursor: 'c2' })
  await store.db.tombstones.clear()
  const again = await take()
  await apply(again, { results: [result(id, 'applied', { version: 79 })], cursor: 'c3' })
  expect(await row(1)).toMatchObject({ where: 'unmarked', serverState: null })
})

test('I29: an answer taken in by two pages counts once, and brings nothing back', async () => {
  const [a, b] = [await idOf(1, 'present'), await idOf(2, 'present')]
  const batch = await take()
  const results = [result(a, 'rejected', { reason: 'forbidden' }), result(b, 'applied', { version: 12 })]
  await apply(batch, { results })
  await dismiss(store, a, START)
  expect(await apply(batch, { results })).toMatchObject({ answered: 0, left: 0, moved: false })
  await apply(batch, { results: [] })
  expect(await queue()).toEqual([])
  expect(await readStatus(store)).toMatchObject({ waiting: 0, refused: 0 })
})

test('an applied mark shows as on the server before the feed has brought it', async () => {
  const id = await idOf(1, 'present')
  const results = [result(id, 'applied', { version: 12 })]
  await apply(await take(), { results, has_more: true })
  expect(await row(1)).toMatchObject({ where: 'server', state: 'present', base_version: 12 })
  await apply(await take(), { changes: [marked(1, 'present', 12)], cursor: 'c2' })
  expect(await store.db.presence_records.get('100:1')).toMatchObject({ id: 5001, version: 12 })
  expect(await store.db.presence_records.get('100:1')).not.toHaveProperty('provisional')
})

test('a decided conflict ends the question and shows the decision', async () => {
  const id = await idOf(1, 'present')
  const results = [result(id, 'conflict', { conflict_id: 5, version: 30, current: record(1, 'absent', 30) })]
  const conflict = { id: 5, session: LESSON, participant: 1, chosen_version: null }
  const open: Change = { kind: 'sync_conflict', key: '5', version: 31, deleted: false, data: conflict }
  await apply(await take(), { results, changes: [marked(1, 'absent', 30), open] })
  expect(await row(1)).toMatchObject({ where: 'in_question', conflict: { id: 5 } })
  const decided = { ...open, version: 33, data: { ...conflict, chosen_version: 'a' } }
  await apply(await take(), { changes: [marked(1, 'absent', 32), decided], cursor: 'c2' })
  expect(await row(1)).toMatchObject({ where: 'server', state: 'absent', conflict: null })
  expect((await readStatus(store)).inQuestion).toBe(0)
})

test('an op whose predecessor the server misses says so once the tablet cannot send it either', async () => {
  const first = await idOf(1, 'present')
  await take()
  const second = await idOf(1, 'absent')
  const results = [result(first, 'rejected', { reason: 'invalid' })]
  await apply(await take(), { results })
  const missing = [result(second, 'retry', { reason: 'missing_prev' })]
  await apply(await take(), { results: missing, cursor: 'c2' })
  expect(await queue()).toMatchObject([{ op_id: second, prev_gone: true }])
})

test('a shared tablet keeps no birth dates', async () => {
  const data = {
    id: 77,
    first_name: 'Ada',
    last_name: 'Rahman',
    identifier: 'S-77',
    external_id: 'register 77',
    date_of_birth: '2015-03-01',
    extra_data: { allergies: 'nuts' },
    is_active: true,
  }
  const change = {
    kind: 'participant',
    key: '77',
    version: 40,
    deleted: false,
    data,
    last_op: null,
  } as Change
  await apply(await take(), { changes: [change] })
  expect(await store.db.participants.get(77)).toEqual({
    id: 77,
    first_name: 'Ada',
    last_name: 'Rahman',
    identifier: 'S-77',
    external_id: 'register 77',
    is_active: true,
    version: 40,
  })
})
