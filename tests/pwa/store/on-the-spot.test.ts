/** A session that no timetable planned: begun on the tablet, numbered by the server later, and never gone in between. */
import { effect } from '@preact/signals-core'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  beginOnTheSpot,
  dismiss,
  endSession,
  exportRescue,
  isBound,
  readRoster,
  readSessions,
  readStatus,
  readSubscription,
  recordMark,
  recordWalkIn,
  releaseBatch,
  setSubscription,
  takeBatch,
  undo,
  watchQueue,
} from '@/store'
import { sessionReceipt } from '@/sync'
import { type Rig, rig } from '../support/engine'
import { CLASS, MINA, START } from '../support/tablets'

const HOUR = 3_600_000
const NUMBER = 301
let here: Rig
beforeEach(async () => {
  here = await rig()
  await here.sync.syncNow()
})
afterEach(() => here.close())

const by = () => ({ marked_by: MINA, now: here.time.now() })
const begin = (group = CLASS) =>
  beginOnTheSpot(here.store, { group, name: '5A, 08:00', starts_at: START, ends_at: START + HOUR, ...by() })
const sessions = () =>
  readSessions(here.store, new Date(START - HOUR).toISOString(), new Date(START + HOUR).toISOString())
const spot = async () => (await sessions()).find((row) => row.name === '5A, 08:00')
const sent = () => here.server.syncs.flatMap((one) => one.ops)
/** Later, and again. */
const again = async () => {
  await here.pass(600_000)
  await here.sync.syncNow()
}
const all = { maxOps: 500, maxBytes: 200_000 }

/** A begun session with a mark, somebody who walked in, and its end. */
async function lesson(): Promise<number> {
  const { session } = await begin()
  await recordMark(here.store, { session, participant: 1, state: 'present', ...by() })
  await recordWalkIn(here.store, { session, first_name: 'Zoe', last_name: '', state: 'late', ...by() })
  await endSession(here.store, { session, ...by() })
  return session
}

const arrived = async () => {
  expect(await here.store.db.ops.count()).toBe(0)
  expect(await here.store.db.attention.count()).toBe(0)
  const heads = [...here.server.heads].map(([key, head]) => [key, head.record?.presence_state])
  expect(heads).toEqual([
    [`${here.server.sessions}:1`, 'present'],
    [`${here.server.sessions}:${here.server.people}`, 'late'],
  ])
}

test('it stands among the sessions at once, under way, with everybody of its group on the roster', async () => {
  const { session } = await begin()
  expect(session).toBeLessThan(0)
  expect(await spot()).toMatchObject({ id: session, status: 'in_progress', group_name: '5A', members: 3 })
  expect((await readRoster(here.store, session)).length).toBe(3)
})

test('this tablet lists as many lines of it as it counts', async () => {
  await lesson()
  const queue = watchQueue(here.store)
  const stop = effect(() => void queue.value)
  await vi.waitFor(() => expect(queue.value.loaded).toBe(true))
  const kinds = queue.value.marks.map((mark) => mark.kind)
  expect(kinds).toEqual(['session_end', 'mark', 'mark', 'session_start'])
  expect(await readStatus(here.store)).toMatchObject({ waiting: 2, times: 2 })
  stop()
})

test('all of it travels by reference, and takes the number when it comes, in one step', async () => {
  const local = await lesson()
  await here.sync.syncNow()
  await arrived()
  const [create, ...others] = sent()
  expect(create).toMatchObject({ kind: 'session_create', group: CLASS, starts_at: START })
  expect(create).not.toHaveProperty('session')
  expect(others.map((op) => op.session)).toEqual(others.map(() => ({ ref: create?.op_id })))
  expect(await spot()).toMatchObject({ id: NUMBER, status: 'completed', marked: 2, waiting: 0 })
  expect((await sessions()).filter((row) => row.name === '5A, 08:00').length).toBe(1)
  expect((await readRoster(here.store, NUMBER)).map((row) => row.where)).toContain('server')
  expect(await here.store.db.sessions.get(local)).toBeUndefined()
})

test('what still waits when the number comes is there with the session, and goes on', async () => {
  here.server.bend = (reply) => ({ ...reply, limits: { ...(reply.limits as object), max_ops: 1 } })
  await here.sync.syncNow()
  const { session } = await begin()
  await recordMark(here.store, { session, participant: 1, state: 'present', ...by() })
  const isLater = (op: { kind: string }) => op.kind !== 'session_create'
  here.server.fault = (request) => (request.body.ops?.some(isLater) ? 'lose request' : null)
  await here.sync.syncNow()
  expect(await spot()).toMatchObject({ id: NUMBER, status: 'in_progress', marked: 1, waiting: 1 })
  const [first] = await readRoster(here.store, NUMBER)
  expect(first).toMatchObject({ key: `${NUMBER}:1`, state: 'present', where: 'waiting' })
  here.server.fault = () => null
  await again()
  expect(here.server.heads.get(`${NUMBER}:1`)?.record?.presence_state).toBe('present')
})

test('a screen that is a moment old goes on, and what is said later still names it by reference', async () => {
  const { session } = await begin()
  await here.sync.syncNow()
  const marked = await recordMark(here.store, { session, participant: 1, state: 'present', ...by() })
  expect(marked.ops[0]).toMatchObject({ session: NUMBER, key: `${NUMBER}:1` })
  await recordMark(here.store, { session: NUMBER, participant: 2, state: 'late', ...by() })
  await endSession(here.store, { session, ...by() })
  expect(await undo(here.store, marked.undo, by())).toMatchObject({ undone: 1 })
  await here.sync.syncNow()
  expect(here.server.heads.get(`${NUMBER}:2`)?.record?.presence_state).toBe('late')
  const ref = (await here.store.db.spots.get(session))?.op_id
  expect(
    sent()
      .slice(2)
      .map((op) => op.session),
  ).toEqual([{ ref }, { ref }])
})

test.each([1, 2, 3])(
  'in batches of %i nothing overtakes the session, and lost answers change nothing',
  async (size) => {
    await lesson()
    const { store, server } = here
    let turn = 0
    server.fault = (request) => (request.body.ops?.length && ++turn % 2 ? 'lose response' : null)
    server.bend = (reply) => ({ ...reply, limits: { ...(reply.limits as object), max_ops: size } })
    for (let round = 0; round < 30 && (await store.db.ops.count()) > 0; round += 1) await again()
    await arrived()
  },
)

test('I25: what was part of a request never changes, whatever the session is called by now', async () => {
  const { session } = await begin()
  await recordMark(here.store, { session, participant: 1, state: 'present', ...by() })
  const batch = await takeBatch(here.store, () => all, 'b')
  await releaseBatch(here.store, 'all')
  await recordMark(here.store, { session, participant: 1, state: 'late', ...by() })
  const ops = await here.store.db.ops.orderBy('seq_no').toArray()
  expect(ops.slice(0, 3).map((op) => op.op_id)).toEqual(batch.ops.map((op) => op.op_id))
  expect(ops[3]).toMatchObject({ prev_op: ops[2]?.op_id, session_ref: ops[0]?.op_id })
  await here.sync.syncNow()
  expect(here.server.heads.get(`${NUMBER}:1`)?.record?.presence_state).toBe('late')
})

test('a refused session stays to be seen with its marks, and goes when the person has read why', async () => {
  const { session } = await begin(999)
  await recordMark(here.store, { session, participant: 1, state: 'present', ...by() })
  await here.sync.syncNow()
  expect(await readStatus(here.store)).toMatchObject({ waiting: 0, refused: 3 })
  expect((await spot())?.refused).toMatchObject({ outcome: 'rejected', reason: 'unknown_group' })
  const rows = await here.store.db.attention.toArray()
  expect(rows.map((row) => row.reason).sort()).toEqual([
    'session_refused',
    'session_refused',
    'unknown_group',
  ])
  for (const row of rows) await dismiss(here.store, row.op_id, START)
  expect(await spot()).toBeUndefined()
  expect(await here.store.db.spots.count()).toBe(0)
})

test('a new copy of everything keeps what the server has never heard of', async () => {
  await lesson()
  here.server.fault = (request) => (request.body.ops?.length ? 'lose request' : null)
  const before = await here.store.db.ops.toArray()
  here.server.scope = 'another'
  here.server.fault = () => null
  here.server.bend = (reply) => ({ ...reply, results: [] })
  await here.sync.syncNow()
  await again()
  expect((await spot())?.id).toBeLessThan(0)
  expect((await here.store.db.ops.toArray()).map((op) => op.op_id)).toEqual(before.map((op) => op.op_id))
  here.server.bend = (reply) => reply
  await again()
  await arrived()
})

test('I22: a server restored from a backup from before it gets the session again, under a new number', async () => {
  const local = await lesson()
  await here.sync.syncNow()
  await arrived()
  const { server } = here
  server.ledger.clear()
  server.heads.clear()
  for (const key of [...server.feed.keys()]) if (/301|8001/.test(key)) server.feed.delete(key)
  Object.assign(server, { epoch: 'epoch-2', sessions: 700, people: 8400 })
  await here.sync.syncNow()
  await again()
  await arrived()
  expect(await here.store.db.spots.get(local)).toMatchObject({ session: 701 })
  expect(await spot()).toMatchObject({ id: 701, marked: 2 })
})

test('a server of the protocol before gets none of it, and everything else', async () => {
  here.server.bend = (reply) => ({ ...reply, protocol: 1 })
  await here.sync.syncNow()
  await lesson()
  await here.mark(2, 'late')
  await here.sync.syncNow()
  expect(sent().map((op) => op.kind)).toEqual(['mark'])
  here.server.bend = (reply) => reply
  await again()
  expect(await here.store.db.ops.count()).toBe(0)
  expect(here.server.heads.size).toBe(3)
})

test('taken back before it was sent it has never been; with a mark in it, it stays', async () => {
  const first = await begin()
  expect(await undo(here.store, first.undo, by())).toMatchObject({ undone: 1 })
  expect([await spot(), await here.store.db.ops.count(), await here.store.db.spots.count()]).toEqual([
    undefined,
    0,
    0,
  ])
  const second = await begin()
  await recordMark(here.store, { session: second.session, participant: 1, state: 'present', ...by() })
  expect(await undo(here.store, second.undo, by())).toEqual({ undone: 0, skipped: 1 })
  const left = await here.store.db.ops.orderBy('seq_no').toArray()
  expect(left.map((op) => op.kind)).toEqual(['session_create', 'session_start', 'mark'])
})

test('a tablet that carries some groups carries this one from then on', async () => {
  await setSubscription(here.store, { groups: [77], days_back: 1, days_ahead: 1 })
  await begin()
  expect((await readSubscription(here.store))?.groups).toEqual([20, 77])
})

test('the file for a tablet that is lost, the receipt and a copied tablet know of it', async () => {
  await lesson()
  const file = await exportRescue(here.store, { deviceId: here.tablet.deviceId, now: START })
  const kinds = ['session_create', 'session_start', 'mark', 'walk_in', 'mark', 'session_end']
  expect(file.ops.map((op) => op.kind)).toEqual(kinds)
  expect(await isBound(here.store)).toBe(true)
  expect(await sessionReceipt(here.api, -12)).toBeNull()
})
