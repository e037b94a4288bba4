/** Starting and ending a session on the tablet: shown at once, sent in order, never going back to the plan. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { endSession, type OpRow, readSessions, readStatus, reasonInWords, startSession, undo } from '@/store'
import { understoodBy } from '@/store/outbox'
import { type Rig, rig } from '../support/engine'
import { LESSON, lesson, MINA, START } from '../support/tablets'

let here: Rig
beforeEach(async () => {
  here = await rig()
  await here.sync.syncNow()
})
afterEach(() => here.close())

const deed = (later = 0) => ({ session: LESSON, marked_by: MINA, now: START + later })
const shown = async () => (await readSessions(here.store, '2026-03-02T00:00:00Z', '2026-03-03T00:00:00Z'))[0]

test('the queue overlays the status, and marks are counted without it', async () => {
  await startSession(here.store, deed(60_000))
  expect(await shown()).toMatchObject({
    status: 'in_progress',
    actual_start_at: '2026-03-02T08:01:00.000Z',
    waiting: 0,
    marked: 0,
  })
  await endSession(here.store, deed(120_000))
  expect(await shown()).toMatchObject({ status: 'completed', actual_end_at: '2026-03-02T08:02:00.000Z' })
  expect(await readStatus(here.store)).toMatchObject({ waiting: 0, times: 2 })
})

test('ending what nobody started says both', async () => {
  await endSession(here.store, deed(120_000))
  expect(await shown()).toMatchObject({ status: 'completed', actual_start_at: '2026-03-02T08:00:00Z' })
})

test('a second tap does nothing', async () => {
  await startSession(here.store, deed())
  expect((await startSession(here.store, deed())).ops).toEqual([])
  await endSession(here.store, deed())
  expect((await startSession(here.store, deed())).ops).toEqual([])
  expect(await here.store.db.ops.count()).toBe(2)
})

test('undo takes back what was not sent', async () => {
  const { undo: token } = await startSession(here.store, deed())
  expect(await undo(here.store, token, deed())).toEqual({ undone: 1, skipped: 0 })
  expect(await shown()).toMatchObject({ status: 'scheduled', actual_start_at: null })
  expect(await here.store.db.ops.count()).toBe(0)
})

test('undo of what was sent is an op of its own, shown at once and taken in like any other', async () => {
  const { undo: token } = await startSession(here.store, deed(60_000))
  await here.sync.syncNow()
  expect(await undo(here.store, token, deed(120_000))).toEqual({ undone: 1, skipped: 0 })
  expect(await shown()).toMatchObject({ status: 'scheduled', actual_start_at: null })
  expect(await readStatus(here.store)).toMatchObject({ waiting: 0, times: 1 })
  await here.sync.syncNow()
  expect(await shown()).toMatchObject({ status: 'scheduled', actual_start_at: null })
  const [start, back] = here.server.syncs.flatMap((one) => one.ops)
  expect(back).toMatchObject({ kind: 'session_undo', session: LESSON, prev_op: start?.op_id })
  expect(back).not.toHaveProperty('from')
  expect(await readStatus(here.store)).toMatchObject({ times: 0, refused: 0 })
  // What was taken back may begin again, and nothing is taken back twice.
  expect((await startSession(here.store, deed(180_000))).ops).toHaveLength(1)
  expect(await undo(here.store, token, deed(240_000))).toEqual({ undone: 1, skipped: 0 })
})

test('an answer that was lost makes no difference: the undo follows what it takes back', async () => {
  const { undo: token } = await endSession(here.store, deed(60_000))
  here.server.fault = () => 'lose response'
  await here.sync.syncNow()
  here.server.fault = () => null
  expect(await undo(here.store, token, deed(120_000))).toEqual({ undone: 1, skipped: 0 })
  expect(await shown()).toMatchObject({ status: 'scheduled', actual_start_at: null, actual_end_at: null })
  await here.sync.syncNow()
  expect(await readStatus(here.store)).toMatchObject({ times: 0, refused: 0 })
  expect(here.server.ledger.size).toBe(2)
})

test('what is not as it was left is not taken back: it ended since, or somebody else had started it', async () => {
  const { undo: token } = await startSession(here.store, deed(60_000))
  await endSession(here.store, deed(120_000))
  await here.sync.syncNow()
  expect(await undo(here.store, token, deed(180_000))).toEqual({ undone: 0, skipped: 1 })
  expect(await here.store.db.ops.count()).toBe(0)
})

test('what changed on the server meanwhile is refused there and said', async () => {
  const { undo: token } = await startSession(here.store, deed(60_000))
  await here.sync.syncNow()
  const earlier = { status: 'in_progress', actual_start_at: '2026-03-02T07:00:00Z' }
  here.server.put('session', String(LESSON), { ...lesson(), ...earlier })
  await undo(here.store, token, deed(120_000))
  await here.sync.syncNow()
  expect(await readStatus(here.store)).toMatchObject({ refused: 1 })
  const [line] = await here.store.db.attention.toArray()
  expect(reasonInWords('rejected', line?.reason ?? null, null)).toContain('Somebody has changed this time')
  expect(await shown()).toMatchObject(earlier)
})

test('a server of protocol 1 is not sent what it cannot know', () => {
  const undoes = { kind: 'session_undo' } as OpRow
  expect([understoodBy(1)?.(undoes), understoodBy(2)]).toEqual([false, null])
})

test('they travel without a person and are shown as the server has them', async () => {
  await startSession(here.store, deed(60_000))
  await endSession(here.store, deed(120_000))
  // The feed comes later than the answer: the status does not go back in between.
  here.server.bend = (reply) => ({ ...reply, changes: [], cursor: 'epoch-1|scope-1|0' })
  await here.sync.syncNow()
  expect(await shown()).toMatchObject({ status: 'completed' })
  here.server.bend = (reply) => reply
  await here.sync.syncNow()
  const ops = here.server.syncs.flatMap((one) => one.ops)
  expect(ops.map((op) => op.kind)).toEqual(['session_start', 'session_end'])
  expect(ops[0]).not.toHaveProperty('participant')
  expect(await shown()).toMatchObject({ status: 'completed', actual_start_at: '2026-03-02T08:01:00.000Z' })
  expect(await readStatus(here.store)).toMatchObject({ waiting: 0, refused: 0 })
})
