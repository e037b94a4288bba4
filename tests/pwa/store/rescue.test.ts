/** The file with everything that the server has not taken in, and I30: what happens around a queue does not change it. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createHttp } from '@/base/http'
import {
  exportRescue,
  keysOf,
  openProfile,
  readTablet,
  recordMark,
  recordWalkIn,
  saveSignIn,
  setAside,
} from '@/store'
import { signOut } from '@/sync'
import { engineOn, mina, type Rig, rig } from '../support/engine'
import { problem } from '../support/server'
import { LESSON, MINA, wish } from '../support/tablets'

let here: Rig
beforeEach(async () => {
  here = await rig({ people: 5 })
  await here.sync.syncNow()
})
afterEach(() => here.close())

const rescue = () => exportRescue(here.store, { deviceId: here.tablet.deviceId, now: here.time.now() })
const http = () =>
  createHttp({ base: 'http://server/api/v1', clock: here.time, timers: here.time, fetch: here.server.fetch })

test('what waits is in the file as it would have travelled, oldest first, and JSON carries it', async () => {
  const guest = { session: LESSON, first_name: 'Zoe', last_name: '', state: 'present' }
  await recordWalkIn(here.store, { ...guest, marked_by: MINA, now: here.time.now() })
  await here.mark(1, 'late')
  const file = JSON.parse(JSON.stringify(await rescue()))
  expect(file).toMatchObject({
    format: 'omnipresence-rescue',
    version: 1,
    device_id: here.tablet.deviceId,
    exported_by: MINA,
    organization: 1,
  })
  await here.sync.syncNow()
  expect(file.ops).toEqual(here.server.syncs.at(-1)?.ops)
  expect(file.ops.map((op: { kind: string }) => op.kind)).toEqual(['walk_in', 'mark', 'mark'])
})

test('what was set aside is in it, what was answered stands apart', async () => {
  await here.mark(1, 'unknown')
  await here.sync.syncNow()
  await here.mark(2, 'late')
  const [op] = await here.store.db.ops.toArray()
  if (!op) throw new Error('no op')
  const row = { outcome: 'set_aside', reason: null, detail: null, conflict_id: null, at: 1 } as const
  await here.store.db.attention.put({ ...op, ...row })
  await here.store.db.ops.clear()
  const file = await rescue()
  expect(file.ops.map((one) => one.op_id)).toEqual([op.op_id])
  expect(file.attention).toMatchObject([
    { outcome: 'rejected', reason: 'unknown_state', op: { participant: 1 } },
  ])
})

test('I25: what went into a file is not changed in place afterwards', async () => {
  await here.mark(1, 'late')
  const [before] = (await rescue()).ops
  await here.mark(1, 'absent')
  const ops = await here.store.db.ops.orderBy('seq_no').toArray()
  expect(ops.map((op) => op.state)).toEqual(['late', 'absent'])
  expect(ops[1]?.prev_op).toBe(before?.op_id)
})

test('handed in by file and sent by the tablet: it counts once', async () => {
  await here.mark(1, 'late')
  const [op] = (await rescue()).ops
  if (!op) throw new Error('no op')
  await here.api.request({ method: 'POST', path: '/sync', body: { ops: [op], cursor: null } })
  const { version } = here.server
  await here.sync.syncNow()
  expect(here.server.version).toBe(version)
  expect(await here.store.db.ops.count()).toBe(0)
})

/** What I30 is about: the ops as they would travel. */
const content = async () => JSON.stringify((await rescue()).ops)

const events: [string, () => Promise<unknown>][] = [
  ['signing out', () => signOut({ http: http(), tablet: here.tablet }, '1:7')],
  ['a sign-in that ended (401)', () => answered(401, 'session-ended')],
  ['a revoked tablet (403)', () => answered(403, 'device-revoked')],
  ['a deactivated account (403)', () => answered(403, 'user-inactive')],
  ['an app too old (426)', () => answered(426, 'protocol-too-old')],
  ['an update of the app', update],
  ['another user', otherUser],
]

async function answered(status: number, code: string): Promise<void> {
  here.server.fault = () => problem(status, code)
  await here.sync.syncNow()
  here.server.fault = () => null
}

async function update(): Promise<void> {
  here.server.fault = () => 'lose request'
  const parts = [here.tablet, here.store, here.time, here.server, here.random, here.locks] as const
  await engineOn(...parts, 'a newer build').sync.syncNow()
  here.server.fault = () => null
}

async function otherUser(): Promise<void> {
  await saveSignIn(here.tablet, { ...mina, id: 8, name: 'Tariq' }, 'refresh-1', here.time.now())
  const store = openProfile('1:8', keysOf(here.tablet, '1:8'))
  await recordMark(store, { ...wish(4, 'absent'), marked_by: 8 })
  store.close()
}

test.each(events)('I30: %s leaves the queue as it is', async (_name, event) => {
  await here.mark(1, 'present')
  await here.mark(2, 'late', 'bus')
  await here.mark(3, 'absent')
  const last = await here.store.db.ops.where('participant').equals(3).first()
  await setAside(here.store, last?.op_id ?? '', 'no server could read it', here.time.now())
  const before = await content()
  await event()
  expect(await content()).toBe(before)
  // The queue has an owner still: somebody whom a colleague can carry it for, and who finds it again.
  expect((await readTablet(here.tablet)).profiles.map(({ id }) => id)).toContain('1:7')
  // And nothing of it was lost on the way to the server either.
  await saveSignIn(here.tablet, mina, here.server.refresh, here.time.now())
  await here.sync.syncNow()
  expect(here.server.heads.get('100:2')?.record).toMatchObject({ presence_state: 'late', note: 'bus' })
})
