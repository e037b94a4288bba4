/** The kiosk outlives the page, its PIN costs more the more it is guessed at, and nobody learns anything of anybody else. */
import { beforeEach, expect, test } from 'vitest'
import { GUESSES, greetingOf, guesses, REST_MS } from '@/scan/kiosk/greeting'
import {
  checkKioskPin,
  checkPin,
  endKiosk,
  openKey,
  openTablet,
  readKiosk,
  saveSignIn,
  setPin,
  startKiosk,
  type Tablet,
} from '@/store'
import { mina } from '../support/engine'
import { freshDisk } from '../support/tablets'

const KIOSK = { profile: '1:7', session: 100, camera: true, typing: true, search: false }
let tablet: Tablet
let now: number
const clock = { now: () => now, monotonic: () => now }
const check = (pin: string) => checkKioskPin(tablet, pin, clock)

beforeEach(async () => {
  freshDisk()
  now = 1_000_000
  tablet = await openTablet()
})

test('it is there again after a restart, and the PIN is nowhere on the disk', async () => {
  await startKiosk(tablet, KIOSK, '274951')
  tablet.close()
  tablet = await openTablet()
  expect(await readKiosk(tablet)).toEqual(KIOSK)
  expect(JSON.stringify(await tablet.db.settings.toArray())).not.toContain('274951')
  expect(await check('274951')).toBe('right')
  await endKiosk(tablet)
  expect(await readKiosk(tablet)).toBeNull()
}, 20_000)

test("a person's own PIN is not asked for until it is over, and then in every tab", async () => {
  await saveSignIn(tablet, mina, 'token', now)
  await setPin(tablet, '1:7', '582914')
  await startKiosk(tablet, KIOSK, '274951')
  tablet.close()
  tablet = await openTablet()
  expect(await openKey(tablet, '1:7')).not.toBeNull()
  const other = await openTablet()
  expect(await openKey(other, '1:7')).not.toBeNull()
  await endKiosk(tablet)
  for (const one of [tablet, other]) expect(await openKey(one, '1:7')).toBeNull()
  expect((await tablet.db.profiles.get('1:7'))?.vault).not.toHaveProperty('kiosk')
  expect(await checkPin(tablet, '1:7', '582914')).toBe('right')
  other.close()
}, 20_000)

test('after three wrong ones each costs time, also the right one, and a clock set back keeps nobody out', async () => {
  await startKiosk(tablet, KIOSK, '274951')
  for (let wrong = 0; wrong < 3; wrong += 1) expect(await check('000000')).toBe('wrong')
  expect(await check('274951')).toEqual({ wait: 5000 })
  now -= 10_000_000
  expect(await check('274951')).toEqual({ wait: 5000 })
  now += 10_000_000 + 5000
  expect(await check('274951')).toBe('right')
  expect(await check('274951')).toBe('right')
}, 20_000)

test('who typed a number is shown initials, a badge a first name, and a stranger nothing', () => {
  const person = { id: 1, first_name: 'রহিমা', last_name: 'Begum' }
  const marked = { kind: 'marked', person, state: 'present', before: null, arrived: false } as const
  expect(greetingOf(marked, 'badge').title).toBe('Welcome, রহিমা')
  expect(greetingOf(marked, 'typed').title).toBe('Welcome, র. B.')
  const other = { ...person, identifier: 'S-1', groups: ['Chess'] }
  const elsewhere = { kind: 'elsewhere' as const, person: other }
  expect(greetingOf(elsewhere, 'badge')).toEqual(greetingOf({ kind: 'unknown', code: 'S-2' }, 'typed'))
})

test('guessing numbers has a rest', () => {
  const counted = guesses()
  for (let tried = 1; tried < GUESSES; tried += 1) expect(counted.after('unknown', 10)).toBe(0)
  expect(counted.after('elsewhere', 10)).toBe(10 + REST_MS)
  expect(counted.after('unknown', 20)).toBe(0)
  expect(counted.after('marked', 20)).toBe(0)
})
