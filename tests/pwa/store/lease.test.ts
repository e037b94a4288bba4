/** Browsers without Web Locks: one at a time, and nobody holds the others up for more than a minute. */
import { beforeEach, expect, test } from 'vitest'
import { leaseLocks, openTablet, type Tablet } from '@/store'
import { freshDisk, START } from '../support/tablets'
import { turn, VirtualTime } from '../support/time'

let time: VirtualTime
let one: Tablet
let other: Tablet
beforeEach(async () => {
  freshDisk()
  time = new VirtualTime(START)
  // Two pages on one disk.
  one = await openTablet()
  other = await openTablet()
})

const locks = (tablet: Tablet) => leaseLocks(tablet, { clock: time, timers: time })
const tried = (tablet: Tablet) =>
  locks(tablet).request('omni-sync-1:7', { ifAvailable: true }, async (held) => held)
const settle = async () => {
  for (let turns = 0; turns < 30; turns += 1) await turn()
}

test('one page works, the other hears that it is taken; afterwards it may', async () => {
  await locks(one).request('omni-sync-1:7', {}, async () => {
    expect(await tried(other)).toBe(false)
    expect(await locks(other).request('another', { ifAvailable: true }, async (held) => held)).toBe(true)
  })
  expect(await tried(other)).toBe(true)
})

test('a page that works long renews its lease; one that died is passed over after a minute', async () => {
  let finish = () => {}
  const work = locks(one).request(
    'omni-sync-1:7',
    {},
    () => new Promise<void>((resolve) => (finish = resolve)),
  )
  await settle()
  await time.pass(300_000, settle)
  expect(await tried(other)).toBe(false)
  one.db.close()
  await time.pass(61_000, settle)
  expect(await tried(other)).toBe(true)
  finish()
  await work
})

test('who waits gets it when the other is done', async () => {
  let finish = () => {}
  const work = locks(one).request('refresh', {}, () => new Promise<void>((resolve) => (finish = resolve)))
  await settle()
  let got = false
  const waiting = locks(other).request('refresh', {}, async () => {
    got = true
  })
  await time.pass(1000, settle)
  expect(got).toBe(false)
  finish()
  await work
  await time.pass(1000, settle)
  await waiting
  expect(got).toBe(true)
})

test('a lease from another time, written before the clock was set back, holds nobody up', async () => {
  time.skew = 86_400_000
  void locks(one).request('omni-sync-1:7', {}, () => new Promise<void>(() => {}))
  await settle()
  time.skew = 0
  expect(await tried(other)).toBe(true)
})

test('a job that fails gives the lease back', async () => {
  const failing = locks(one).request('omni-sync-1:7', {}, () => Promise.reject(new Error('no')))
  await expect(failing).rejects.toThrow('no')
  expect(await tried(other)).toBe(true)
})
