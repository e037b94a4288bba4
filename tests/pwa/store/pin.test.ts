/** The PIN: who does not know it opens nothing, guessing ends, and no mark hangs on it. */
import { beforeEach, expect, test, vi } from 'vitest'
import {
  checkPin,
  dropKey,
  hasPin,
  lockProfile,
  MOST_TRIES,
  openKey,
  openTablet,
  pinFault,
  pinState,
  readRefresh,
  readTablet,
  removePin,
  saveSignIn,
  setPin,
  type Tablet,
} from '@/store'
import { mina } from '../support/engine'
import { freshDisk, START } from '../support/tablets'
import { VirtualTime } from '../support/time'

const ID = '1:7'
const PIN = '582914'
let tablet: Tablet
let time: VirtualTime
beforeEach(async () => {
  freshDisk()
  time = new VirtualTime(START)
  tablet = await openTablet()
  await saveSignIn(tablet, mina, 'token', START)
})

const check = (pin: string) => checkPin(tablet, ID, pin, time)
const row = async () => (await tablet.db.profiles.get(ID))?.vault
/** A wrong try costs half a second for a reason; here it need not. */
const hurry = () =>
  tablet.db.profiles
    .where('id')
    .equals(ID)
    .modify((one) => {
      if (one.vault?.pin) one.vault.pin.iterations = 1
    })

test.each([
  ['12a4', 'digits'],
  ['482', 'short'],
  ['4829174829174', 'long'],
  ['1234', 'trivial'],
  ['000000', 'trivial'],
  ['98765', 'trivial'],
  ['121212', 'trivial'],
  ['1987', 'trivial'],
  ['4829', null],
  ['582914', null],
] as const)('%s: %s', (pin, fault) => {
  expect(pinFault(pin)).toBe(fault)
})

test('with it and only with it the key comes back, and it lies nowhere in the clear', async () => {
  const key = await openKey(tablet, ID)
  expect(await hasPin(tablet, ID)).toBe(false)
  expect(await setPin(tablet, ID, PIN)).toBe(true)
  expect(await hasPin(tablet, ID)).toBe(true)
  expect(await row()).not.toHaveProperty('open')
  expect((await row())?.pin?.iterations).toBeGreaterThanOrEqual(600_000)
  const raw = [...(key?.key ?? [])].join()
  expect(JSON.stringify(await tablet.db.profiles.toArray(), bytes)).not.toContain(raw)
  dropKey(tablet, ID)
  expect(await openKey(tablet, ID)).toBeNull()
  expect(await check('582915')).toBe('wrong')
  expect(await openKey(tablet, ID)).toBeNull()
  expect(await check(PIN)).toBe('right')
  expect(await openKey(tablet, ID)).toMatchObject(key ?? {})
  expect((await row())?.pin?.tries).toBe(0)
})

const bytes = (_: string, value: unknown) =>
  value instanceof ArrayBuffer ? [...new Uint8Array(value)].join() : ArrayBuffer.isView(value) ? '' : value

test('wrong ones cost time, also after a new start and a clock that was set back; the tenth ends it', async () => {
  await setPin(tablet, ID, PIN)
  await lockProfile(tablet, ID)
  await hurry()
  const waits: number[] = []
  for (let tried = 0; tried < MOST_TRIES - 1; tried += 1) {
    expect(await check('111999')).toBe('wrong')
    const { left, wait } = await pinState(tablet, ID, time)
    expect(left).toBe(MOST_TRIES - 1 - tried)
    waits.push(wait)
    if (wait > 0) {
      tablet.close()
      tablet = await openTablet()
      expect(await check(PIN)).toEqual({ wait })
      expect((await pinState(tablet, ID, new VirtualTime(START - 1e9))).wait).toBe(wait)
    }
    await time.pass(wait, async () => undefined)
  }
  expect(waits).toEqual([...waits].sort((a, b) => a - b))
  expect(waits.slice(0, 2)).toEqual([0, 0])
  expect(waits.at(-1)).toBeGreaterThan(300_000)
  expect(await check('111999')).toBe('destroyed')
  expect(await check(PIN)).toBe('destroyed')
  expect(await openKey(tablet, ID)).toBeNull()
  expect((await readTablet(tablet)).current).toMatchObject({ entry: 'password', signed_in: true })
  expect(await readRefresh(tablet, ID)).toBe('token')
})

test('a try is counted before it is looked at, and many at once one by one', async () => {
  await setPin(tablet, ID, PIN)
  await hurry()
  const killed = vi.spyOn(crypto.subtle, 'deriveKey').mockRejectedValueOnce(new Error('killed'))
  await expect(check(PIN)).rejects.toThrow('killed')
  killed.mockRestore()
  expect((await row())?.pin?.tries).toBe(1)
  await Promise.all(Array.from({ length: 2 }, () => check('111999')))
  expect((await row())?.pin?.tries).toBe(3)
})

test('a password gives a new key to who forgot the PIN, and leaves the old one to who is at work', async () => {
  const before = await openKey(tablet, ID)
  await setPin(tablet, ID, PIN)
  await saveSignIn(tablet, mina, 'again', START)
  expect(await hasPin(tablet, ID)).toBe(true)
  expect(await openKey(tablet, ID)).toMatchObject({ id: before?.id })
  dropKey(tablet, ID)
  await saveSignIn(tablet, mina, 'again', START)
  expect(await hasPin(tablet, ID)).toBe(false)
  expect((await openKey(tablet, ID))?.id).not.toBe(before?.id)
})

test('with another role than before nobody finds the lists of that one', async () => {
  const before = await openKey(tablet, ID)
  await saveSignIn(tablet, { ...mina, role: 'administrator' }, 'again', START)
  const office = await openKey(tablet, ID)
  expect(office?.id).not.toBe(before?.id)
  await saveSignIn(tablet, { ...mina, role: 'administrator' }, 'again', START)
  expect((await openKey(tablet, ID))?.id).toBe(office?.id)
})

test('only who is at work sets, changes or removes it; locking in one tab ends the work in all', async () => {
  const other = await openTablet()
  await openKey(other, ID)
  await setPin(tablet, ID, PIN)
  expect(await openKey(other, ID)).not.toBeNull()
  await lockProfile(tablet, ID)
  expect(await openKey(tablet, ID)).toBeNull()
  expect(await openKey(other, ID)).toBeNull()
  expect(await setPin(other, ID, '771934')).toBe(false)
  expect(await removePin(other, ID)).toBe(false)
  expect(await check(PIN)).toBe('right')
  expect(await removePin(tablet, ID)).toBe(true)
  expect(await openKey(other, ID)).not.toBeNull()
  await expect(setPin(tablet, ID, '1234')).rejects.toThrow(RangeError)
})

test('a row of an older build gets its key once, whoever asks first', async () => {
  await tablet.db.profiles.update(ID, { vault: undefined })
  const other = await openTablet()
  const [a, b] = await Promise.all([openKey(tablet, ID), openKey(other, ID)])
  expect(a).not.toBeNull()
  expect(a).toMatchObject({ id: b?.id, key: b?.key })
})
