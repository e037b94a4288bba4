/** The tablet as a kiosk: for which session, what it offers, and the PIN that ends it. It lies on the disk, so that neither a
 * reload nor a dead battery ends it. The PIN is the kiosk's own: whoever guesses at it, in a place where nobody watches, must
 * not be able to use up the tries of a person's PIN, after which that person's lists would be gone from this tablet. */
import { type Clock, systemClock } from '../base/clock'
import { openKey } from './keys'
import { type Live, live } from './live'
import type { Tablet } from './tablet'
import { wrap } from './wrapping'

export interface KioskOptions {
  /** Which ways of checking in it offers. */
  camera: boolean
  typing: boolean
  /** By name: whoever stands there can learn who is on the list, so it is off unless chosen. */
  search: boolean
}

export interface Kiosk extends KioskOptions {
  /** Whose marks they are. */
  profile: string
  session: number
}

interface KioskRow extends Kiosk {
  salt: Uint8Array<ArrayBuffer>
  iterations: number
  hash: ArrayBuffer
  /** Wrong ones in a row, counted before they are looked at. */
  tries: number
  /** Before this moment none is looked at. */
  next_at: number
}

const KEY = 'kiosk'
const ITERATIONS = 600_000
/** Seconds to wait after so many wrong ones in a row; the last for all that follow. */
const DELAYS = [0, 0, 0, 5, 15, 30, 60, 120, 300]

/** Undefined until it is known. */
export const watchKiosk = (tablet: Tablet): Live<Kiosk | null | undefined> =>
  live<Kiosk | null | undefined>(() => readKiosk(tablet), undefined)

export async function readKiosk(tablet: Tablet): Promise<Kiosk | null> {
  const row = await rowOf(tablet)
  if (!row) return null
  const { profile, session, camera, typing, search } = row
  return { profile, session, camera, typing, search }
}

const rowOf = async ({ db }: Tablet): Promise<KioskRow | undefined> =>
  (await db.settings.get(KEY))?.value as KioskRow | undefined

/** From now on, until `endKiosk`. The PIN has been looked at with `pinFault`. Where the person's lists are under a PIN of their own,
 * the tablet keeps their key for so long. */
export async function startKiosk(tablet: Tablet, kiosk: Kiosk, pin: string): Promise<void> {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const hash = await hashOf(pin, salt, ITERATIONS)
  const value: KioskRow = { ...kiosk, salt, iterations: ITERATIONS, hash, tries: 0, next_at: 0 }
  const { db } = tablet
  const key = await openKey(tablet, kiosk.profile)
  const kept = key && (await wrap(db, key.key))
  await db.transaction('rw', db.settings, db.profiles, async () => {
    const vault = (await db.profiles.get(kiosk.profile))?.vault
    if (kept && vault?.pin && vault.id === key.id)
      await db.profiles.update(kiosk.profile, { vault: { ...vault, kiosk: kept } })
    await db.settings.put({ key: KEY, value })
  })
}

/** A person with a PIN finds the tablet locked, in every tab: guests may have seen the kiosk's own being typed. */
export async function endKiosk({ db }: Tablet): Promise<void> {
  await db.transaction('rw', db.settings, db.profiles, async () => {
    const id = ((await db.settings.get(KEY))?.value as KioskRow | undefined)?.profile
    const vault = id === undefined ? null : (await db.profiles.get(id))?.vault
    if (id !== undefined && vault?.pin) {
      const { kiosk: _, locks = 0, ...rest } = vault
      await db.profiles.update(id, { vault: { ...rest, locks: locks + 1 } })
    }
    await db.settings.delete(KEY)
  })
}

export type KioskAnswer = 'right' | 'wrong' | { wait: number }

/** `wait`: so many milliseconds until a PIN is looked at again; this one was not. */
export async function checkKioskPin(
  tablet: Tablet,
  pin: string,
  clock: Clock = systemClock,
): Promise<KioskAnswer> {
  const { db } = tablet
  const row = await db.transaction('rw', db.settings, async () => {
    const known = (await db.settings.get(KEY))?.value as KioskRow | undefined
    if (!known) return null
    const now = clock.now()
    // Never longer than the delay itself: a clock that was set back keeps nobody out.
    const wait = Math.min(known.next_at - now, delayAfter(known.tries))
    if (wait > 0) return { wait }
    const tries = known.tries + 1
    const counted = { ...known, tries, next_at: now + delayAfter(tries) }
    await db.settings.put({ key: KEY, value: counted })
    return counted
  })
  if (row === null) return 'right'
  if ('wait' in row) return row
  if (!same(await hashOf(pin, row.salt, row.iterations), row.hash)) return 'wrong'
  await db.settings.put({ key: KEY, value: { ...row, tries: 0, next_at: 0 } })
  return 'right'
}

const delayAfter = (tries: number): number => (DELAYS[Math.min(tries, DELAYS.length - 1)] ?? 0) * 1000

async function hashOf(pin: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<ArrayBuffer> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, [
    'deriveBits',
  ])
  return crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, key, 256)
}

function same(one: ArrayBuffer, other: ArrayBuffer): boolean {
  const [a, b] = [new Uint8Array(one), new Uint8Array(other)]
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}
