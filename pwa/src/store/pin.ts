/** The PIN: with the tablet's own key it wraps the data key. Wrong ones are counted on the disk before they are looked at, each
 * costs more time, and after the last the wrapped key is gone: then only the password helps, and the lists are pulled again.
 * Marks that wait are sealed by the tablet's key and do not depend on any PIN. */
import { type Clock, systemClock } from '../base/clock'
import type { PinLock, ProfileRow, Vault } from './db'
import { entryOf, inMemory, type KeyRing, openKey } from './keys'
import { sealUnder, unsealUnder, unwrap, wrap } from './wrapping'

export const PIN_LENGTH = { least: 4, suggested: 6, most: 12 }
/** OWASP's floor for PBKDF2 with SHA-256; a faster tablet does more. */
const LEAST_ITERATIONS = 600_000
const MOST_ITERATIONS = 5_000_000
/** How long one try may take here, in milliseconds. */
const AIM = 500
export const MOST_TRIES = 10
/** Seconds to wait after so many wrong ones in a row. */
const DELAYS = [0, 0, 0, 5, 15, 30, 60, 120, 300, 600]

export type PinFault = 'digits' | 'short' | 'long' | 'trivial'

/** Why this is no PIN to rely on; null when it is one. */
export function pinFault(pin: string): PinFault | null {
  if (!/^\d*$/.test(pin)) return 'digits'
  if (pin.length < PIN_LENGTH.least) return 'short'
  if (pin.length > PIN_LENGTH.most) return 'long'
  return isTrivial(pin) ? 'trivial' : null
}

/** One step between all digits (1111, 1234, 9876, 2468), one or two digits repeated (1212), or a year of birth. */
function isTrivial(pin: string): boolean {
  const steps = new Set([...pin].slice(1).map((digit, at) => (Number(digit) - Number(pin[at]) + 10) % 10))
  const repeated = [...pin].every((digit, at) => digit === pin[at % 2])
  return steps.size === 1 || repeated || /^(19|20)\d\d$/.test(pin)
}

export type PinAnswer = 'right' | 'wrong' | 'destroyed' | { wait: number }

/** Whether the PIN opens the person's key, which is then in this page's memory. `destroyed`: there is no PIN any more, only the
 * password helps. `wait`: so many milliseconds until one is looked at again; this one was not. */
export async function checkPin(
  tablet: KeyRing,
  profileId: string,
  pin: string,
  clock: Clock = systemClock,
): Promise<PinAnswer> {
  const counted = await countTry(tablet, profileId, clock.now())
  if (!('lock' in counted)) return counted.answer
  const { vault, lock } = counted
  const key = await openLock(tablet, lock, pin)
  if (key) {
    await changeLock(tablet, profileId, vault.id, { tries: 0, next_at: 0 })
    tablet.opened.set(profileId, { id: vault.id, key, locks: vault.locks ?? 0 })
    return 'right'
  }
  return lock.tries < MOST_TRIES ? 'wrong' : destroy(tablet, profileId, vault.id)
}

type Counted = { answer: 'destroyed' | { wait: number } } | { vault: Vault; lock: PinLock }

function countTry({ db }: KeyRing, id: string, now: number): Promise<Counted> {
  return db.transaction('rw', db.profiles, async (): Promise<Counted> => {
    const vault = (await db.profiles.get(id))?.vault
    if (!vault?.pin) return { answer: 'destroyed' }
    const { tries, next_at } = vault.pin
    // Never longer than the delay itself: a clock that was set back keeps nobody out.
    const wait = Math.min(next_at - now, delayAfter(tries))
    if (wait > 0) return { answer: { wait } }
    const lock = { ...vault.pin, tries: tries + 1, next_at: now + delayAfter(tries + 1) }
    await db.profiles.update(id, { vault: { ...vault, pin: lock } })
    return { vault, lock }
  })
}

const delayAfter = (tries: number): number => (DELAYS[tries] ?? 0) * 1000

/** How many tries are left, and how long until the next one is looked at (milliseconds). */
export async function pinState(
  { db }: KeyRing,
  id: string,
  clock: Clock = systemClock,
): Promise<{ left: number; wait: number }> {
  const lock = (await db.profiles.get(id))?.vault?.pin
  if (!lock) return { left: 0, wait: 0 }
  const wait = Math.max(0, Math.min(lock.next_at - clock.now(), delayAfter(lock.tries)))
  return { left: MOST_TRIES - lock.tries, wait }
}

async function changeLock({ db }: KeyRing, id: string, key: string, change: Partial<PinLock>): Promise<void> {
  await db.transaction('rw', db.profiles, async () => {
    const vault = (await db.profiles.get(id))?.vault
    if (vault?.pin && vault.id === key)
      await db.profiles.update(id, { vault: { ...vault, pin: { ...vault.pin, ...change } } })
  })
}

/** The sign-in stays, so that marks go on being sent; who wants to see lists signs in again. */
async function destroy({ db, opened }: KeyRing, id: string, key: string): Promise<'destroyed'> {
  await db.transaction('rw', db.profiles, async () => {
    if ((await db.profiles.get(id))?.vault?.id === key) await db.profiles.update(id, { vault: null })
  })
  opened.delete(id)
  return 'destroyed'
}

export async function hasPin({ db }: KeyRing, profileId: string): Promise<boolean> {
  const row = await db.profiles.get(profileId)
  return row !== undefined && entryOf(row) === 'pin'
}

/** Puts the key of somebody who is at work here under a PIN, in one step: before it the old way in holds, after it the new one.
 * Rejects with a RangeError for a PIN with a fault. False: the person is not at work here (any more). */
export async function setPin(tablet: KeyRing, profileId: string, pin: string): Promise<boolean> {
  if (pinFault(pin)) throw new RangeError('This is no PIN.')
  const key = await openKey(tablet, profileId)
  if (!key) return false
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const iterations = await iterationsHere()
  const inner = await sealUnder(await pinKey(pin, salt, iterations), key.key)
  const packed = new Uint8Array([...inner.iv, ...new Uint8Array(inner.data)])
  const wrapped = await wrap(tablet.db, packed)
  return changeVault(tablet, profileId, key.id, {
    pin: { salt, iterations, wrapped, tries: 0, next_at: 0 },
  })
}

/** From now on the tablet opens the person's lists by itself. False: the person is not at work here. */
export async function removePin(tablet: KeyRing, profileId: string): Promise<boolean> {
  const key = await openKey(tablet, profileId)
  if (!key) return false
  return changeVault(tablet, profileId, key.id, { open: await wrap(tablet.db, key.key) })
}

function changeVault(
  tablet: KeyRing,
  id: string,
  key: string,
  kept: Pick<Vault, 'open' | 'pin'>,
): Promise<boolean> {
  const { db } = tablet
  return db.transaction('rw', db.profiles, async () => {
    const row: ProfileRow | undefined = await db.profiles.get(id)
    // Signed out, locked or given another key by another tab meanwhile: then that stands.
    if (!row || inMemory(tablet, row)?.id !== key) return false
    await db.profiles.update(id, { vault: { id: key, locks: row.vault?.locks ?? 0, ...kept } })
    return true
  })
}

async function openLock(
  { db }: KeyRing,
  { salt, iterations, wrapped }: PinLock,
  pin: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const packed = await unwrap(db, wrapped)
  if (!packed) return null
  const sealed = { iv: packed.slice(0, 12), data: packed.slice(12).buffer }
  return unsealUnder(await pinKey(pin, salt, iterations), sealed)
}

async function pinKey(pin: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  const { subtle } = crypto
  const base = await subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveKey'])
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations }
  return subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

/** As many as this tablet does in the time that one try may take. */
async function iterationsHere(): Promise<number> {
  const sample = 100_000
  const before = systemClock.monotonic()
  await pinKey('', new Uint8Array(16), sample)
  const fit = (AIM / Math.max(1, systemClock.monotonic() - before)) * sample
  return Math.round(Math.min(MOST_ITERATIONS, Math.max(LEAST_ITERATIONS, fit)))
}
