/** Fault 69: a tablet's storage was copied. The second one takes an id of its own, and no op is lost. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readStatus, readTablet } from '@/store'
import { type Rig, rig } from '../support/engine'
import { problem } from '../support/server'

let here: Rig
beforeEach(async () => {
  here = await rig()
  await here.sync.syncNow()
})
afterEach(() => here.close())

test('it becomes another tablet when nothing that was sent waits, and asks for a sign-in', async () => {
  const before = here.tablet.deviceId
  // Sent, and not answered: only the old name may bring it again.
  await here.mark(1, 'present')
  here.server.twin = true
  here.server.bend = (reply) => ({ ...reply, results: [] })
  await here.sync.syncNow()
  expect(await readStatus(here.store)).toMatchObject({ waiting: 1, phase: 'idle' })
  expect(here.tablet.deviceId).toBe(before)
  here.server.bend = (reply) => reply
  await here.sync.syncNow()
  await here.sync.syncNow()
  expect(await readStatus(here.store)).toMatchObject({ waiting: 0, phase: 'signed_out' })
  const device = here.tablet.deviceId
  expect(device).not.toBe(before)
  expect(here.server.syncs.every((one) => one.device_id === before)).toBe(true)
  expect((await readTablet(here.tablet)).profiles.map((one) => one.signed_in)).toEqual([false])
  await here.mark(2, 'late')
  await here.reopen()
  expect(here.tablet.deviceId).toBe(device)
  expect((await here.row(2)).where).toBe('waiting')
})

test('a server that says nothing of it changes nothing', async () => {
  const before = here.tablet.deviceId
  here.server.fault = (_seen, count) => (count % 2 ? problem(503, 'busy') : null)
  await here.mark(1, 'present')
  for (let round = 0; round < 4; round += 1) await here.sync.syncNow()
  expect(here.tablet.deviceId).toBe(before)
  expect((await readStatus(here.store)).phase).not.toBe('signed_out')
})
