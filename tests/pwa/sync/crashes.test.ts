/** The page dies between any two steps, and two pages sync at once: the end is the same. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openProfile, openTablet, readStatus, recordMark } from '@/store'
import { engineOn, freeForAll, type Rig, rig } from '../support/engine'
import { turn } from '../support/time'

let here: Rig
beforeEach(async () => {
  here = await rig({ people: 6, locks: freeForAll })
  await here.sync.syncNow()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await here.close()
})

const states = () => [1, 2, 3].map((id) => here.server.heads.get(`100:${id}`)?.record?.presence_state)
const threeMarks = async () => {
  for (const person of [1, 2, 3]) await here.mark(person, 'present')
}
const drained = async () => {
  await here.sync.syncNow()
  await here.sync.syncNow()
  expect((await readStatus(here.store)).waiting).toBe(0)
  expect(states()).toEqual(['present', 'present', 'present'])
  expect([here.server.ledger.size, here.server.conflicts.size]).toEqual([3, 0])
}

test('I25: the ops are on the disk as sent before the request leaves', async () => {
  await threeMarks()
  const seen: unknown[] = []
  const { fetch } = here.server
  const spying: typeof globalThis.fetch = async (input, init) => {
    const rows = await here.store.db.ops.toArray()
    seen.push(rows.map((op) => [op.status, op.sent, op.attempts, op.batch_id !== null]))
    return fetch(input, init)
  }
  here.server.fetch = spying
  const { sync } = engineOn(here.tablet, here.store, here.time, here.server, here.random, here.locks)
  await sync.syncNow()
  expect(seen.at(-1)).toEqual([1, 2, 3].map(() => ['inflight', 1, 1, true]))
})

test('I25: killed between the note "under way" and the request: a tap makes a new op', async () => {
  await threeMarks()
  // The request never leaves this page.
  here.server.fault = (request) => (request.path.endsWith('/sync') ? 'hang' : null)
  void here.sync.syncNow()
  for (let turns = 0; turns < 500; turns += 1) await turn()
  const before = await here.store.db.ops.orderBy('seq_no').toArray()
  expect(before.map((op) => op.status)).toEqual(['inflight', 'inflight', 'inflight'])
  here.server.fault = () => null
  await here.reopen()
  await here.mark(1, 'absent')
  const after = await here.store.db.ops.orderBy('seq_no').toArray()
  expect(after.slice(0, 3)).toEqual(before)
  expect(after[3]).toMatchObject({ prev_op: before[0]?.op_id, base_version: 0, state: 'absent' })
  await here.mark(1, 'present')
  await here.sync.syncNow()
  expect(states()).toEqual(['present', 'present', 'present'])
  expect(here.server.conflicts.size).toBe(0)
})

test('killed between the answer and taking it in: asked again, answered the same', async () => {
  await threeMarks()
  vi.spyOn(here.store.db.acked, 'bulkPut').mockRejectedValueOnce(new Error('killed'))
  await here.sync.syncNow()
  expect(here.server.ledger.size).toBe(3)
  expect(await readStatus(here.store)).toMatchObject({ waiting: 3, phase: 'error' })
  const { version } = here.server
  vi.restoreAllMocks()
  await here.reopen()
  await drained()
  expect(here.server.version).toBe(version)
})

test('a full disk while an answer is taken in acknowledges nothing and is said', async () => {
  await threeMarks()
  const full = Object.assign(new Error('full'), { name: 'QuotaExceededError' })
  vi.spyOn(here.store.db.acked, 'bulkPut').mockRejectedValue(full)
  await here.sync.syncNow()
  expect(await readStatus(here.store)).toMatchObject({ waiting: 3, sending: 0, phase: 'error' })
  expect(here.store.health.value).toBe('quota')
  vi.restoreAllMocks()
  await drained()
  expect(here.store.health.value).toBe('ok')
})

test('I29: two pages syncing at once without any lock end as one does', async () => {
  const tablet = await openTablet()
  const store = openProfile('1:7', here.store.db.keys)
  const other = engineOn(tablet, store, here.time, here.server, here.random, freeForAll)
  here.server.page = 2
  for (let round = 0; round < 6; round += 1) {
    await here.mark((round % 3) + 1, round % 2 ? 'late' : 'absent')
    here.server.write('100:5', round % 2 ? 'late' : 'present')
    await Promise.all([here.sync.syncNow(), other.sync.syncNow(), recordMark(store, wishFor(round))])
  }
  await threeMarks()
  await Promise.all([here.sync.syncNow(), other.sync.syncNow()])
  await here.sync.syncNow()
  expect(states()).toEqual(['present', 'present', 'present'])
  expect(here.server.conflicts.size).toBe(0)
  expect((await readStatus(store)).waiting).toBe(0)
  const records = await store.db.presence_records.toArray()
  expect(new Map(records.map((one) => [one.key, one.version]))).toEqual(
    new Map([...here.server.heads].flatMap(([key, head]) => (head.record ? [[key, head.version]] : []))),
  )
  store.close()
  tablet.close()
})

const wishFor = (round: number) => ({
  session: 100,
  participant: 4,
  state: round % 2 ? 'present' : 'excused',
  marked_by: 7,
  now: here.time.now(),
})

test('a lock that another page holds is not waited for', async () => {
  const busy = {
    request: (_name: string, options: object, job: (held: boolean) => Promise<unknown>) =>
      job(!('ifAvailable' in options)),
  }
  const { sync } = engineOn(
    here.tablet,
    here.store,
    here.time,
    here.server,
    here.random,
    busy as typeof freeForAll,
  )
  const before = here.server.seen.length
  sync.start()
  await here.pass(0)
  for (let turns = 0; turns < 100; turns += 1) await turn()
  expect(here.server.seen.length).toBe(before)
  expect(sync.status().nextIn).toBe(5000)
  await sync.stop()
})
