/** While nobody answers, nothing is sent away for good: what a person corrects meanwhile is still one operation. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readStatus } from '@/store'
import { type Rig, rig } from '../support/engine'

const MINUTE = 60_000
let here: Rig
beforeEach(async () => {
  here = await rig()
  await here.sync.syncNow()
  here.sync.start()
})
afterEach(() => here.close())

const sentOps = () => here.server.syncs.flatMap((one) => one.ops)
const drained = async (state: string) => {
  await here.pass(2 * MINUTE)
  expect((await readStatus(here.store)).waiting).toBe(0)
  expect(here.server.heads.get('100:1')?.record?.presence_state).toBe(state)
}

test('I11: taps corrected during an offline hour leave as one operation', async () => {
  here.sync.wake('offline')
  here.server.fault = () => 'lose request'
  for (const state of ['present', 'absent', 'late']) {
    await here.mark(1, state)
    await here.pass(20 * MINUTE)
  }
  expect(sentOps()).toEqual([])
  here.server.fault = () => null
  await drained('late')
  expect(here.server.ledger.size).toBe(1)
})

test('I11: nor does a page that starts without a network send anything away', async () => {
  await here.mark(1, 'present')
  here.server.fault = () => 'lose request'
  await here.reopen()
  here.sync.start()
  await here.pass(20 * MINUTE)
  await here.mark(1, 'absent')
  await here.pass(20 * MINUTE)
  here.server.fault = () => null
  await drained('absent')
  expect(new Set(sentOps().map((op) => op.op_id)).size).toBe(1)
})

test('a network that went without a word costs one operation that was sent, not more', async () => {
  here.server.fault = () => 'lose request'
  await here.mark(1, 'present')
  await here.pass(20 * MINUTE)
  for (const state of ['absent', 'late', 'excused']) {
    await here.mark(1, state)
    await here.pass(20 * MINUTE)
  }
  here.server.fault = () => null
  await drained('excused')
  expect(here.server.ledger.size).toBe(2)
  expect(here.server.conflicts.size).toBe(0)
})

test('the queue follows at once when somebody answers again', async () => {
  here.sync.wake('offline')
  await here.mark(1, 'present')
  await here.sync.syncNow()
  expect((await readStatus(here.store)).waiting).toBe(0)
})
