import { afterEach, beforeEach, expect, test } from 'vitest'
import { readStatus } from '@/store'
import { type Rig, rig } from '../support/engine'

let here: Rig
beforeEach(async () => {
  here = await rig()
})
afterEach(() => here.close())

test('the first sync fills the tablet, a mark drains, the server has it once', async () => {
  await here.sync.syncNow()
  expect(await here.row(2)).toMatchObject({ where: 'unmarked', participant: { last_name: 'Last0002' } })
  await here.mark(2, 'present')
  await here.sync.syncNow()
  expect(await here.row(2)).toMatchObject({ state: 'present', where: 'server', serverState: 'present' })
  expect(here.server.heads.get('100:2')?.record).toMatchObject({ presence_state: 'present', recorded_by: 7 })
  expect(await readStatus(here.store)).toMatchObject({
    waiting: 0,
    phase: 'idle',
    lastSyncAt: here.time.now(),
  })
})

test('a mark wakes the engine by itself after two seconds', async () => {
  here.sync.start()
  await here.pass(1000)
  await here.mark(1, 'late')
  await here.pass(1900)
  expect(here.server.ledger.size).toBe(0)
  await here.pass(200)
  expect(here.server.ledger.size).toBe(1)
})

test('a wish that comes during a round is heard when the round has failed', async () => {
  here.sync.start()
  await here.pass(100)
  await here.mark(1, 'present')
  here.server.fault = () => {
    here.server.fault = () => null
    here.sync.wake('visible')
    return 'lose request'
  }
  await here.pass(2010)
  expect(here.server.ledger.size).toBe(1)
})
