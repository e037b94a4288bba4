/** Several people on one tablet: each has a queue, everybody's marks get to the server, nobody speaks as another. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createHttp } from '@/base/http'
import type { User } from '@/base/wire'
import {
  keysOf,
  openProfile,
  readRoster,
  readStatus,
  recordMark,
  recordWalkIn,
  type Store,
  saveSignIn,
} from '@/store'
import { createApi, createSync, type Sync } from '@/sync'
import { grantOf } from '../support/callers'
import { mina, type Rig, rig } from '../support/engine'
import { problem } from '../support/server'
import { LESSON, MINA, wish } from '../support/tablets'

const TARIQ = 8
const tariq: User = { ...mina, id: TARIQ, email: 'tariq@example.com', name: 'Tariq' }
let here: Rig
let theirs: Store
let sync: Sync

/** Mina has worked here and left marks; Tariq has signed in. */
beforeEach(async () => {
  here = await rig({ people: 6 })
  await here.sync.syncNow()
  await here.mark(1, 'present')
  await here.mark(2, 'late')
  const { tablet, time, locks, server, random } = here
  await saveSignIn(tablet, tariq, `refresh-user-${TARIQ}`, time.now())
  theirs = openProfile(`1:${TARIQ}`, keysOf(tablet, `1:${TARIQ}`))
  const http = createHttp({ base: 'http://server/api/v1', clock: time, timers: time, fetch: server.fetch })
  const api = createApi({ http, tablet, locks, profileId: `1:${TARIQ}` })
  const parts = { clock: time, timers: time, random: () => random.value, locks, appVersion: 'test' }
  sync = createSync({ store: theirs, tablet, api, ...parts })
})
afterEach(async () => {
  await sync.stop()
  theirs.close()
  await here.close()
})

const granted = () => saveSignIn(here.tablet, mina, here.server.refresh, here.time.now(), grantOf(MINA))
const sentBy = (user: number) =>
  here.server.syncs.flatMap((one) => one.ops).filter((op) => op.marked_by === user)

test("I31: with her grant Mina's marks are carried, as hers", async () => {
  await granted()
  await sync.syncNow()
  expect(sentBy(MINA).map((op) => op.grant)).toEqual([grantOf(MINA), grantOf(MINA)])
  expect(here.server.heads.get('100:1')?.record).toMatchObject({
    presence_state: 'present',
    recorded_by: MINA,
  })
  expect((await readStatus(here.store)).waiting).toBe(0)
})

test('I31: Tariq neither sees her marks nor are his sent with a grant', async () => {
  await granted()
  const rows = () => readRoster(theirs, LESSON)
  here.server.fault = (request) =>
    request.body.ops?.some((op) => op.marked_by === MINA) ? 'lose request' : null
  await recordMark(theirs, { ...wish(3, 'absent'), marked_by: TARIQ })
  await sync.syncNow()
  expect((await rows()).map((row) => row.where)).not.toContain('waiting')
  expect((await rows())[0]).toMatchObject({ state: null, where: 'unmarked' })
  expect(await theirs.db.ops.count()).toBe(0)
  expect(sentBy(TARIQ).every((op) => op.grant === undefined)).toBe(true)
  expect((await here.store.db.ops.toArray()).map((op) => op.status)).toEqual(['queued', 'queued'])
})

test('without a grant they wait for her, unsent, and are counted', async () => {
  await sync.syncNow()
  expect(sentBy(MINA)).toEqual([])
  await sync.syncNow()
  expect(here.server.syncs.at(-1)?.waiting).toMatchObject({ count: 2, oldest_at: here.time.start })
})

test('a grant that the server does not take changes nothing and is not tried at once again', async () => {
  await saveSignIn(here.tablet, mina, here.server.refresh, here.time.now(), 'forged')
  await sync.syncNow()
  const tried = sentBy(MINA).length
  expect((await here.store.db.ops.orderBy('seq_no').toArray()).map((op) => op.state)).toEqual([
    'present',
    'late',
  ])
  expect(here.server.heads.size).toBe(0)
  await sync.syncNow()
  expect(sentBy(MINA).length).toBe(tried)
  // She is back, and drains herself.
  await here.sync.syncNow()
  expect((await readStatus(here.store)).waiting).toBe(0)
})

test('her copy is not fed with his news, and is whole when she is back', async () => {
  await granted()
  const before = await here.store.db.meta.get('sync')
  await sync.syncNow()
  expect(await here.store.db.meta.get('sync')).toEqual(before)
  expect(await here.row(1)).toMatchObject({ state: 'present', where: 'server' })
  await here.sync.syncNow()
  expect(await here.row(2)).toMatchObject({ state: 'late', where: 'server' })
})

test('walk-ins of hers are carried with their marks', async () => {
  await granted()
  const guest = { session: LESSON, first_name: 'Zoe', last_name: '', state: 'present' }
  await recordWalkIn(here.store, { ...guest, marked_by: MINA, now: here.time.now() })
  await sync.syncNow()
  expect(here.server.heads.get('100:8001')?.record?.recorded_by).toBe(MINA)
  expect((await readStatus(here.store)).waiting).toBe(0)
})

test('while her own tab syncs, nobody carries for her', async () => {
  await granted()
  await here.locks.request('omni-sync-1:7', {}, async () => {
    await sync.syncNow()
    expect(sentBy(MINA)).toEqual([])
  })
})

test('a fault on the way costs her nothing and him nothing', async () => {
  await granted()
  here.server.fault = (request) =>
    request.body.ops?.some((op) => op.marked_by === MINA) ? problem(500, 'broken') : null
  await sync.syncNow()
  expect((await readStatus(theirs)).phase).toBe('idle')
  expect(await readStatus(here.store)).toMatchObject({ waiting: 2, sending: 0 })
  here.server.fault = () => null
  // Looked after again some minutes later.
  await here.time.pass(400_000, async () => undefined)
  await sync.syncNow()
  expect((await readStatus(here.store)).waiting).toBe(0)
})

test('after faults that cut her batches small they grow again', async () => {
  await granted()
  await here.mark(3, 'present')
  await here.mark(4, 'present')
  here.server.fault = (request) =>
    request.body.ops?.some((op) => op.marked_by === MINA) ? problem(500, 'broken') : null
  for (let time = 0; time < 3; time += 1) {
    await sync.syncNow()
    await here.time.pass(400_000, async () => undefined)
  }
  here.server.fault = () => null
  const before = here.server.syncs.length
  await sync.syncNow()
  const sizes = here.server.syncs
    .slice(before)
    .map((one) => one.ops.filter((op) => op.marked_by === MINA).length)
  // What had been sent is repeated as it was; behind it more fits into one request again.
  expect(sizes.filter((size) => size > 0)).toEqual([1, 1, 2])
})
