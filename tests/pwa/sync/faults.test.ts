/** What the network and other people's boxes do to an answer: nothing is lost, nothing is applied twice. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readStatus } from '@/store'
import { type Rig, rig } from '../support/engine'
import { problem } from '../support/server'

let here: Rig
beforeEach(async () => {
  here = await rig()
  await here.sync.syncNow()
})
afterEach(() => here.close())

const once = (fault: () => 'lose request' | 'lose response' | Response) => {
  let left = 1
  here.server.fault = () => (left-- > 0 ? fault() : null)
}
const sentOps = () => here.server.syncs.flatMap((one) => one.ops)
const drained = async () => {
  expect((await readStatus(here.store)).waiting).toBe(0)
  expect(here.server.heads.get('100:1')?.record?.presence_state).toBe('present')
}

test('a lost request is sent again, the same', async () => {
  await here.mark(1, 'present')
  once(() => 'lose request')
  await here.sync.syncNow()
  expect(await readStatus(here.store)).toMatchObject({ waiting: 1, sending: 0, phase: 'offline' })
  await here.sync.syncNow()
  await drained()
  expect(sentOps()[0]).toEqual(sentOps()[1])
  // Between the two, a request without ops asked whether anybody is there.
  const batches = here.server.syncs.filter((one) => one.ops.length > 0)
  expect(batches.map((one) => one.batch_id)).toEqual([batches[0]?.batch_id, batches[0]?.batch_id])
})

test('a lost response: sent again, applied once', async () => {
  await here.mark(1, 'present')
  once(() => 'lose response')
  await here.sync.syncNow()
  const { version } = here.server
  await here.sync.syncNow()
  await drained()
  expect(here.server.version).toBe(version)
})

test('edits behind a lost response never conflict with themselves', async () => {
  await here.mark(1, 'absent')
  once(() => 'lose response')
  await here.sync.syncNow()
  await here.mark(1, 'late')
  await here.mark(1, 'present')
  await here.sync.syncNow()
  await drained()
  expect(here.server.conflicts.size).toBe(0)
  expect(here.server.ledger.size).toBe(2)
})

const page = (body: string, type: string) => () => new Response(body, { headers: { 'content-type': type } })
test.each([
  ['a captive portal', page('<html>Free Wi-Fi</html>', 'text/html')],
  ['a portal that calls its page JSON', page('<html>', 'application/json')],
  ['an empty object', page('{}', 'application/json')],
  ['an empty body', page('', 'application/json')],
  ['a list', page('[]', 'application/json')],
  ['half an answer', page('{"protocol":1,"results":[', 'application/json')],
  ['another protocol', page('{"protocol":7,"results":[],"changes":[]}', 'application/json')],
  ['nothing but a protocol', page('{"protocol":1}', 'application/json')],
  ['an answer without a cursor', page('{"protocol":1,"results":[],"changes":[]}', 'application/json')],
  ['an answer without type', page('{"protocol":1,"results":[]}', '')],
])('I24: %s acknowledges nothing', async (_name, answer) => {
  await here.mark(1, 'present')
  const before = await here.store.db.meta.get('sync')
  once(answer)
  await here.sync.syncNow()
  expect(await readStatus(here.store)).toMatchObject({ waiting: 1, phase: 'offline' })
  expect(await here.store.db.meta.get('sync')).toEqual(before)
  await here.sync.syncNow()
  await drained()
})

test('I24: an op missing from the results is sent again, without a hurry', async () => {
  here.sync.start()
  await here.pass(100)
  await here.mark(1, 'present')
  await here.mark(2, 'late')
  here.server.bend = (reply) => ({ ...reply, results: (reply.results as []).slice(0, 1) })
  const asked = here.server.syncs.length
  // The first is named; the second then stands first and is named at the next request, a second later.
  await here.pass(2500)
  expect((await readStatus(here.store)).waiting).toBe(1)
  expect(here.server.syncs.length).toBe(asked + 1)
  await here.pass(1000)
  await drained()
  here.server.bend = (reply) => ({ ...reply, results: [] })
  await here.mark(1, 'absent')
  await here.pass(60_000)
  expect(here.server.syncs.length - asked).toBeLessThan(15)
  expect((await readStatus(here.store)).waiting).toBe(1)
})

test('a change that cannot be read stops the cursor instead of being stepped over', async () => {
  here.server.put('participant', '1', { id: 1, first_name: 'New', last_name: 'Name', is_active: true })
  here.server.bend = (reply) => ({ ...reply, changes: [{ kind: 'participant', key: '1', version: 'high' }] })
  await here.sync.syncNow()
  expect((await here.store.db.participants.get(1))?.first_name).toBe('First1')
  here.server.bend = (reply) => reply
  await here.sync.syncNow()
  expect((await here.store.db.participants.get(1))?.first_name).toBe('New')
})

test('kinds and fields of a newer server are passed over', async () => {
  here.server.put('weather', '1', { sun: true })
  here.server.put('participant', '1', {
    id: 1,
    first_name: 'New',
    last_name: 'Name',
    is_active: true,
    mood: 3,
  })
  await here.sync.syncNow()
  expect((await here.store.db.participants.get(1))?.first_name).toBe('New')
})

test('a server slower than the timeout is cut off and asked again; what it did counts', async () => {
  here.sync.start()
  await here.pass(100)
  await here.mark(1, 'present')
  here.server.fault = (request) => (request.body.ops?.length ? 'hang' : null)
  await here.pass(2100)
  expect((await readStatus(here.store)).sending).toBe(1)
  await here.pass(14_000)
  expect((await readStatus(here.store)).sending).toBe(1)
  await here.pass(2000)
  expect(await readStatus(here.store)).toMatchObject({ sending: 0, waiting: 1, phase: 'offline' })
  here.server.fault = () => null
  await here.pass(60_000)
  await drained()
})

test('a refused op is shown, the others go through', async () => {
  await here.mark(1, 'present')
  await here.mark(2, 'unknown')
  await here.sync.syncNow()
  await drained()
  expect(await here.row(2)).toMatchObject({ where: 'refused', attempted: 'unknown', state: null })
})

test('two tablets, two values: in question on both, then the decision on both', async () => {
  here.server.write('100:1', 'absent')
  await here.mark(1, 'present')
  await here.sync.syncNow()
  const question = { where: 'in_question', state: 'present', serverState: 'absent' }
  expect(await here.row(1)).toMatchObject(question)
  here.server.resolve(1, 'b')
  await here.sync.syncNow()
  expect(await here.row(1)).toMatchObject({ where: 'server', state: 'present', conflict: null })
})

test('the clock is measured, and a jump begins a new era', async () => {
  here.time.skew = -90_000
  await here.sync.syncNow()
  expect((await readStatus(here.store)).clockOffset).toBe(90_000)
  await here.mark(1, 'present')
  expect((await here.store.db.ops.toArray())[0]?.clock_era).toBe(1)
})

test('a foreign 403 is trouble, not a revocation', async () => {
  await here.mark(1, 'present')
  once(() => new Response('<html>', { status: 403 }))
  await here.sync.syncNow()
  expect((await readStatus(here.store)).phase).toBe('error')
  once(() => problem(403, 'device_revoked'))
  await here.sync.syncNow()
  expect(await readStatus(here.store)).toMatchObject({ phase: 'revoked', waiting: 1 })
  await here.sync.syncNow()
  await drained()
})
