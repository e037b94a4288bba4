/** A reset is only a new download: no op is lost, and the screens keep the old copy until the new one is whole. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readStatus } from '@/store'
import { type Rig, rig } from '../support/engine'

let here: Rig
beforeEach(async () => {
  here = await rig({ people: 5 })
  await here.sync.syncNow()
})
afterEach(() => here.close())

const base = async () => ({
  participants: await here.store.db.participants.toArray(),
  records: await here.store.db.presence_records.toArray(),
})

test('scope: what is out of scope vanishes, waiting ops are sent all the same', async () => {
  await here.mark(1, 'present')
  here.server.scope = 'scope-2'
  here.server.feed.delete('participant 5')
  here.server.feed.delete('group_membership 5')
  await here.sync.syncNow()
  expect((await base()).participants.map((one) => one.id)).toEqual([1, 2, 3, 4])
  expect(here.server.heads.get('100:1')?.record?.presence_state).toBe('present')
  expect(await here.row(1)).toMatchObject({ where: 'server' })
  expect(here.server.syncs.map((one) => one.cursor === null)).toEqual([true, false, true])
})

test('a shadow pull that is interrupted goes on from its own cursor, the old copy stays whole', async () => {
  here.server.page = 3
  here.server.scope = 'scope-2'
  here.server.feed.delete('participant 5')
  const asked = here.server.syncs.length
  // The answer to the fourth request of this pull is lost.
  here.server.fault = () => (here.server.syncs.length - asked === 4 ? 'lose response' : null)
  await here.sync.syncNow()
  expect((await base()).participants.length).toBe(5)
  expect((await readStatus(here.store)).phase).toBe('offline')
  here.server.fault = () => null
  await here.reopen()
  const before = here.server.syncs.length
  await here.sync.syncNow()
  expect(here.server.syncs[before]?.cursor).not.toBeNull()
  expect((await base()).participants.length).toBe(4)
  expect(await here.store.db.shadow.count()).toBe(0)
})

test('epoch: acknowledged marks that the backup did not have are sent again and come back', async () => {
  await here.mark(1, 'present')
  await here.mark(2, 'late')
  await here.sync.syncNow()
  const { server } = here
  // The backup is older than the second mark.
  const lost = [...server.ledger.keys()][1] ?? ''
  server.ledger.delete(lost)
  server.heads.delete('100:2')
  server.feed.delete('presence_record 100:2')
  server.version -= 1
  server.epoch = 'epoch-2'
  await here.mark(3, 'excused')
  await here.sync.syncNow()
  const states = ['100:1', '100:2', '100:3'].map((key) => server.heads.get(key)?.record?.presence_state)
  expect(states).toEqual(['present', 'late', 'excused'])
  expect((await base()).records.map((one) => one.presence_state)).toEqual(states)
  expect(await readStatus(here.store)).toMatchObject({ waiting: 0, inQuestion: 0, refused: 0 })
})

test('I22: what is sent again says under which version it stood, to a server that understands', async () => {
  for (const [protocol, said] of [
    [2, [expect.any(Number), undefined]],
    [1, [undefined, undefined]],
  ] as const) {
    const { server } = here
    server.protocol = protocol
    await here.mark(1, 'present', `for protocol ${protocol}`)
    await here.sync.syncNow()
    const stood = server.version
    server.epoch = `epoch-${protocol}-again`
    await here.mark(2, 'late', `for protocol ${protocol}`)
    await here.sync.syncNow()
    const [again, fresh] = ['100:1', '100:2'].map((key) => {
      const [session, participant] = key.split(':').map(Number)
      const sent = server.syncs.flatMap((one) => one.ops)
      return sent.filter((op) => op.session === session && op.participant === participant).at(-1)
    })
    expect([again?.acked_version, fresh?.acked_version]).toEqual(said)
    if (protocol === 2) expect(again?.acked_version).toBe(stood)
  }
})

test('a restore that nobody announced is noticed by the cursor: what was acknowledged is sent again', async () => {
  await here.mark(1, 'present')
  await here.sync.syncNow()
  const { server } = here
  server.ledger.clear()
  server.heads.clear()
  server.feed.delete('presence_record 100:1')
  let told = false
  server.bend = (reply) => {
    if (told) return reply
    told = true
    return { ...reply, changes: [], reset: 'epoch', has_more: true }
  }
  await here.sync.syncNow()
  expect(server.heads.get('100:1')?.record?.presence_state).toBe('present')
})

test('a server that resets every cursor is not asked for ever', async () => {
  here.server.bend = (reply) => ({ ...reply, reset: 'horizon' })
  const before = here.server.syncs.length
  await here.sync.syncNow()
  expect(here.server.syncs.length - before).toBeLessThan(12)
})
