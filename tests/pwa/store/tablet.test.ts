/** What the tablet keeps beyond one person, and that a copy of its files opens nothing. */
import { beforeEach, expect, test } from 'vitest'
import {
  beginAt,
  chooseProfile,
  deviceName,
  isOpen,
  lockProfile,
  openTablet,
  readRefresh,
  readTablet,
  replaceRefresh,
  saveSignIn,
  setDeviceName,
} from '@/store'
import { mina } from '../support/engine'
import { freshDisk, START } from '../support/tablets'

beforeEach(() => void freshDisk())

test('the device id is made once', async () => {
  const first = await openTablet()
  expect(first.deviceId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  first.close()
  expect((await openTablet()).deviceId).toBe(first.deviceId)
})

test('a refresh token is sealed by a key that cannot be exported, with a new nonce each time', async () => {
  const tablet = await openTablet()
  await saveSignIn(tablet, mina, 'very-secret-token', START)
  const row = await tablet.db.profiles.get('1:7')
  const dump = JSON.stringify(row) + new TextDecoder('latin1').decode(row?.refresh?.data)
  expect(dump).not.toContain('very-secret-token')
  const key = (await tablet.db.settings.get('wrapping_key'))?.value as CryptoKey
  expect(key.extractable).toBe(false)
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow()
  await replaceRefresh(tablet, '1:7', 'very-secret-token', 'very-secret-token')
  expect((await tablet.db.profiles.get('1:7'))?.refresh?.iv).not.toEqual(row?.refresh?.iv)
  expect(await readRefresh(tablet, '1:7')).toBe('very-secret-token')
})

test('a start finds who is at work with their key, until another tab locks', async () => {
  const before = await openTablet()
  await saveSignIn(before, mina, 'one', START)
  before.close()
  const tablet = await openTablet()
  const begun = (await beginAt(tablet)).current
  if (!begun) throw new Error('Nobody is at work.')
  expect([begun.id, isOpen(tablet, begun)]).toEqual(['1:7', true])
  const other = await openTablet()
  await lockProfile(other, '1:7')
  const locked = (await readTablet(tablet)).current
  expect(locked && isOpen(tablet, locked)).toBe(false)
})

test('two tabs that seal at the same first moment use one key', async () => {
  const [a, b] = [await openTablet(), await openTablet()]
  const olga = { ...mina, id: 8 }
  await Promise.all([saveSignIn(a, mina, 'one', START), saveSignIn(b, olga, 'two', START)])
  expect([await readRefresh(b, '1:7'), await readRefresh(a, '1:8')]).toEqual(['one', 'two'])
})

test('a profile stays when its sign-in ends, and several may live on one tablet', async () => {
  const tablet = await openTablet()
  await saveSignIn(tablet, mina, 'one', START)
  await saveSignIn(tablet, { ...mina, id: 8, name: 'Olga' }, 'two', START + 1)
  await replaceRefresh(tablet, '1:8', 'two', null)
  await setDeviceName(tablet, 'Gate 3')
  expect(await deviceName(tablet)).toBe('Gate 3')
  expect(await readTablet(tablet)).toMatchObject({
    deviceName: 'Gate 3',
    current: { id: '1:8', signed_in: false },
    profiles: [
      { id: '1:8', signed_in: false },
      { id: '1:7', signed_in: true },
    ],
  })
  await chooseProfile(tablet, '1:7', START + 2)
  expect((await readTablet(tablet)).current?.id).toBe('1:7')
  expect(await readRefresh(tablet, '1:8')).toBeNull()
})

test('a token that cannot be opened asks for the password instead of failing', async () => {
  const tablet = await openTablet()
  await saveSignIn(tablet, mina, 'one', START)
  await tablet.db.profiles.update('1:7', { refresh: { iv: new Uint8Array(12), data: new ArrayBuffer(40) } })
  expect(await readRefresh(tablet, '1:7')).toBeNull()
})
