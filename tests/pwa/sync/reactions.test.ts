/** The table of reactions, one status at a time, in virtual time. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readStatus } from '@/store'
import { engineOn, type Rig, rig } from '../support/engine'
import { problem, type Seen } from '../support/server'

let here: Rig
beforeEach(async () => {
  here = await rig({ people: 40 })
  here.sync.start()
  await here.pass(100)
})
afterEach(() => here.close())

const many = async (count: number) => {
  for (let person = 1; person <= count; person += 1) await here.mark(person, 'present')
}
const opsOf = (request: Seen) => request.body.ops ?? []
const sizes = () => here.server.syncs.map((one) => one.ops.length).filter((size) => size > 0)
const waiting = async () => (await readStatus(here.store)).waiting
const isSync = (request: Seen) => request.path.endsWith('/sync')
const requests = () => here.server.seen.length

test('I36: 503 for five minutes: at most fifteen tries, then drained within a minute', async () => {
  await many(3)
  const before = requests()
  here.server.fault = () => problem(503, 'unavailable')
  here.random.value = 0.9
  await here.pass(300_000)
  expect(requests() - before).toBeLessThanOrEqual(15)
  expect(await waiting()).toBe(3)
  here.server.fault = () => null
  await here.pass(60_000)
  expect(await waiting()).toBe(0)
})

test.each([
  ['seconds', () => '120'],
  ['an HTTP date', () => new Date(here.time.now() + 120_000).toUTCString()],
])('429 with Retry-After in %s is obeyed, also when a person asks', async (_name, value) => {
  await many(1)
  here.server.fault = (request) =>
    isSync(request) ? problem(429, 'throttled', { 'retry-after': value() }) : null
  await here.pass(3000)
  const before = requests()
  here.server.fault = () => null
  await here.pass(115_000)
  await here.sync.syncNow()
  here.sync.wake('visible')
  await here.pass(10)
  expect(requests()).toBe(before)
  await here.pass(30_000)
  expect(await waiting()).toBe(0)
})

test('429 without a word waits half a minute', async () => {
  await many(1)
  here.server.fault = () => problem(429, 'throttled')
  await here.pass(3000)
  const before = requests()
  await here.pass(25_000)
  expect(requests()).toBe(before)
  here.server.fault = () => null
  await here.pass(15_000)
  expect(await waiting()).toBe(0)
})

test('413 halves until it fits and does not ask for too much again', async () => {
  await many(40)
  here.server.fault = (request) => (opsOf(request).length > 12 ? problem(413, 'too-large') : null)
  await here.pass(60_000)
  expect(await waiting()).toBe(0)
  expect(sizes().filter((size) => size > 12)).toEqual([40, 20])
  expect(here.server.ledger.size).toBe(40)
})

test('one op that the server cannot read is found and set aside, the others pass', async () => {
  await many(9)
  const guilty = (await here.store.db.ops.toArray())[6]?.op_id
  here.server.fault = (request) =>
    opsOf(request).some((op) => op.op_id === guilty) ? problem(422, 'invalid') : null
  await here.pass(120_000)
  expect(await waiting()).toBe(0)
  expect(here.server.ledger.size).toBe(8)
  expect(await here.store.db.attention.toArray()).toMatchObject([{ op_id: guilty, outcome: 'set_aside' }])
  expect((await readStatus(here.store)).refused).toBe(1)
  here.server.fault = () => null
  await here.sync.stop()
  const parts = [here.tablet, here.store, here.time, here.server, here.random, here.locks] as const
  await engineOn(...parts, 'a newer build').sync.syncNow()
  expect(here.server.ledger.size).toBe(9)
})

test('a server that reads no request at all costs no op its place', async () => {
  await many(3)
  here.server.fault = (request) => (isSync(request) ? problem(400, 'malformed') : null)
  const before = requests()
  await here.pass(600_000)
  expect(await waiting()).toBe(3)
  expect(await here.store.db.attention.count()).toBe(0)
  expect(requests() - before).toBeLessThan(40)
})

test('500 for one op: the batch is halved, the op is set aside at last, the others pass', async () => {
  await many(8)
  const guilty = (await here.store.db.ops.toArray())[2]?.op_id
  here.server.fault = (request) =>
    opsOf(request).some((op) => op.op_id === guilty) ? problem(500, 'broken') : null
  await here.pass(1_200_000)
  expect(await waiting()).toBe(0)
  expect(here.server.ledger.size).toBe(7)
  expect(await here.store.db.attention.toArray()).toMatchObject([{ op_id: guilty, outcome: 'set_aside' }])
})

test('500 for everything sets nothing aside', async () => {
  await many(2)
  here.server.fault = (request) => (isSync(request) ? problem(500, 'broken') : null)
  await here.pass(1_200_000)
  expect(await waiting()).toBe(2)
})

test('409 waits two seconds and sends the same batch', async () => {
  await many(1)
  let busy = true
  here.server.fault = (request) =>
    opsOf(request).length > 0 && busy ? problem(409, 'batch_in_progress') : null
  await here.pass(2100)
  busy = false
  await here.pass(1500)
  expect(await waiting()).toBe(1)
  await here.pass(3000)
  expect(await waiting()).toBe(0)
  const [first, second] = here.server.syncs.filter((one) => one.ops.length > 0)
  expect(first?.batch_id).toBe(second?.batch_id)
})

test('426 keeps the queue and says that the app must be updated', async () => {
  await many(1)
  here.server.fault = () => problem(426, 'upgrade-required')
  await here.pass(3000)
  expect(await readStatus(here.store)).toMatchObject({ phase: 'update_required', waiting: 1 })
})

test('a revoked device asks again after a day only, and drains when it is let in again', async () => {
  await many(1)
  here.server.fault = () => problem(403, 'device-revoked')
  await here.pass(3000)
  expect(await readStatus(here.store)).toMatchObject({ phase: 'revoked', waiting: 1 })
  const before = requests()
  here.server.fault = () => null
  await here.pass(23 * 3_600_000)
  expect(requests()).toBe(before)
  await here.pass(2 * 3_600_000)
  expect(await waiting()).toBe(0)
})

test('a middlebox that knows no such address is waited out', async () => {
  await many(1)
  here.server.fault = () => new Response('nothing here', { status: 404 })
  await here.pass(60_000)
  expect(await readStatus(here.store)).toMatchObject({ phase: 'error', waiting: 1 })
  here.server.fault = () => null
  await here.pass(60_000)
  expect(await waiting()).toBe(0)
})

test.each([404, 405, 501])(
  '%i for an hour is asked about a dozen times an hour, not a hundred',
  async (status) => {
    await many(1)
    here.server.fault = (request) => (isSync(request) ? new Response('', { status }) : null)
    await here.pass(600_000)
    const before = requests()
    here.random.value = 0.9
    await here.pass(3_600_000)
    expect(requests() - before).toBeLessThan(16)
    expect(requests() - before).toBeGreaterThan(8)
  },
)

test.each([
  [400, true],
  [415, true],
  [422, true],
  [413, false],
  [503, false],
])('%i is a reason to look for a newer app: %s', async (status, look) => {
  await many(1)
  here.server.fault = (request) => (opsOf(request).length > 0 ? problem(status, 'refused') : null)
  await here.pass(3000)
  expect((await readStatus(here.store)).misreadAt !== null).toBe(look)
})

test('a refused mark may be tried again only where that can end otherwise', async () => {
  for (const [person, reason] of [
    [1, 'forbidden'],
    [2, 'too_old'],
    [3, 'not_in_group'],
    [4, 'op_id_reused'],
  ] as const) {
    here.server.bend = (reply) => ({
      ...reply,
      results: (reply.results as object[]).map((one) => ({ ...one, outcome: 'rejected', reason })),
    })
    await here.mark(person, 'present')
    await here.pass(4000)
    const row = await here.row(person)
    expect([row.where, row.again]).toEqual(['refused', reason === 'op_id_reused'])
  }
})

test('a server that asks for rest after a success is left alone, a mark waits half a minute at most', async () => {
  here.server.backoff = 300
  await here.pass(31_000)
  const before = requests()
  await here.pass(100_000)
  expect(requests()).toBe(before)
  await many(1)
  await here.pass(31_000)
  expect(await waiting()).toBe(0)
})

test('whatever is refused compressed is sent plain', async () => {
  await many(20)
  const packed: string[] = []
  const refuse = (init?: RequestInit) => new Headers(init?.headers).get('content-encoding') === 'gzip'
  here.server.gate = (init) => {
    packed.push(refuse(init) ? 'gzip' : 'plain')
    return refuse(init) ? problem(415, 'unsupported') : null
  }
  await here.pass(10_000)
  expect(packed.slice(0, 2)).toEqual(['gzip', 'plain'])
  expect(await waiting()).toBe(0)
})

test('I32: after every kind of failure a try is planned', async () => {
  await many(1)
  for (const status of [
    400, 403, 404, 405, 408, 409, 413, 415, 418, 422, 426, 429, 500, 501, 502, 503, 504,
  ]) {
    here.server.fault = () => problem(status, 'some-trouble')
    here.sync.wake('signed_in')
    await here.pass(1)
    const { nextIn } = here.sync.status()
    expect([status, nextIn !== null && nextIn <= 600_000]).toEqual([status, true])
  }
})
