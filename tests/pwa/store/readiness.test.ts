/** Before somebody walks out of the network, the tablet says of each session whether its roster is here. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { verdict } from '@/device/readiness'
import { setSubscription } from '@/store'
import { readReadiness } from '@/store/readiness'
import { type Rig, rig } from '../support/engine'
import { lesson, START } from '../support/tablets'

let here: Rig
beforeEach(async () => {
  here = await rig({ people: 6 })
})
afterEach(() => here.close())

const read = () => readReadiness(here.store, '2026-03-02T00:00:00Z', '2026-03-04T00:00:00Z')
const tomorrow = { ...lesson(200), scheduled_start_at: '2026-03-03T08:00:00Z', name: 'Tomorrow' }

test('before the first copy is whole it says so, and never that all is here', async () => {
  expect(await read()).toMatchObject({ whole: false, asOf: null })
  expect(verdict(await read())).toMatchObject({ tone: 'wait' })
  expect(verdict(await read()).words).toContain('not whole yet')
})

test('each session of today and tomorrow is there with how many people, as of the last contact', async () => {
  here.server.put('session', '200', tomorrow)
  await here.sync.syncNow()
  const found = await read()
  expect(found).toMatchObject({ whole: true, renewing: false, asOf: START, daysAhead: null })
  expect(found.sessions.map((one) => [one.name, one.members])).toEqual([
    ['Lesson', 6],
    ['Tomorrow', 6],
  ])
  expect(verdict(found)).toMatchObject({ tone: 'good' })
  expect(verdict(found).words).toContain('all 2')
})

test('a session whose people are not here is no reason to be calm', async () => {
  here.server.put('session', '200', { ...tomorrow, group: 77 })
  await here.sync.syncNow()
  expect(verdict(await read())).toMatchObject({ tone: 'wait' })
  expect(verdict(await read()).words).toContain('nobody on its roster')
})

test('a failed contact leaves what was said as old as it is', async () => {
  await here.sync.syncNow()
  here.server.fault = () => 'lose request'
  await here.pass(3_600_000)
  await here.sync.syncNow()
  expect(await read()).toMatchObject({ whole: true, asOf: START })
})

test('who carries no days ahead is told', async () => {
  await setSubscription(here.store, { groups: null, days_back: 1, days_ahead: 0 })
  expect(await read()).toMatchObject({ daysAhead: 0 })
})
