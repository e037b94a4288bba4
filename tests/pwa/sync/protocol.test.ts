/** Which protocols the tablet speaks, and what it tells the person of an end that was announced. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readStatus } from '@/store'
import { type Rig, rig } from '../support/engine'

let here: Rig
beforeEach(async () => {
  here = await rig()
})
afterEach(() => here.close())

const waiting = async () => (await readStatus(here.store)).waiting

test('a server that is a protocol behind is understood', async () => {
  here.server.protocol = 1
  await here.mark(1, 'present')
  await here.sync.syncNow()
  expect(here.server.syncs[0]?.protocol).toBe(2)
  expect(await waiting()).toBe(0)
})

test.each([0, 3, '2', null])('I24: an answer in protocol %s acknowledges nothing', async (protocol) => {
  here.server.bend = (reply) => ({ ...reply, protocol })
  await here.mark(1, 'present')
  await here.sync.syncNow()
  expect(await waiting()).toBe(1)
})

test('an announced end is shown until it is taken back', async () => {
  here.server.notice = { kind: 'end_of_life', ends_on: '2027-05-22' }
  await here.sync.syncNow()
  expect((await readStatus(here.store)).endsOn).toBe('2027-05-22')
  here.server.notice = 'a sentence of protocol 1'
  await here.sync.syncNow()
  expect((await readStatus(here.store)).endsOn).toBeNull()
})
