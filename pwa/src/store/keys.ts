/** Each person's data key: what makes the lists on this tablet readable. It lies wrapped in the person's row, by the tablet alone
 * or by the PIN as well, and is in memory only while the person works here. */
import { uuid4 } from '../base/ids'
import type { ProfileRow, TabletDb, Vault } from './db'
import type { Entry } from './rows'
import { unwrap, wrap } from './wrapping'

export interface DataKey {
  /** Says which key rows were sealed with, without telling it. */
  id: string
  key: Uint8Array<ArrayBuffer>
}

/** What is in the memory of this page: the key, and under which lock it was opened. */
export interface Opened extends DataKey {
  locks: number
}

/** Names the key and how often it was locked: another text means that what a page holds is no longer it. */
export const keyName = (key: { id: string; locks?: number } | null | undefined): string =>
  `${key?.id ?? ''} ${key?.locks ?? 0}`

/** The tablet, as far as keys are concerned. */
export interface KeyRing {
  readonly db: TabletDb
  /** Data keys of the people who are at work in this page, by profile. */
  readonly opened: Map<string, Opened>
}

/** Where a person's key is to be had. A row of an older build has no vault yet: its key is made when it is asked for. */
export function entryOf({ vault }: Pick<ProfileRow, 'vault'>): Entry {
  if (vault === null) return 'password'
  if (vault?.pin) return 'pin'
  return vault === undefined || vault.open ? 'open' : 'password'
}

export async function freshVault(tablet: KeyRing): Promise<{ vault: Vault; opened: Opened }> {
  const opened = { id: uuid4(), key: crypto.getRandomValues(new Uint8Array(32)), locks: 0 }
  return { vault: { id: opened.id, open: await wrap(tablet.db, opened.key) }, opened }
}

/** The person's data key; null where a PIN or a password is needed first. */
export async function openKey(tablet: KeyRing, id: string): Promise<DataKey | null> {
  const row = await tablet.db.profiles.get(id)
  return row ? openKeyOf(tablet, row) : null
}

export async function openKeyOf(tablet: KeyRing, row: ProfileRow): Promise<DataKey | null> {
  const known = inMemory(tablet, row)
  if (known) return known
  const { vault } = row
  const way = vault?.open ?? vault?.kiosk
  if (!way && entryOf(row) !== 'open') return null
  const key = way && (await unwrap(tablet.db, way))
  const opened = vault && key ? { id: vault.id, key, locks: vault.locks ?? 0 } : await makeKey(tablet, row)
  if (opened) tablet.opened.set(row.id, opened)
  return opened
}

/** What this page holds of the person's key, if it is still the key and nobody has locked the tablet since. */
export function inMemory(tablet: KeyRing, { id, vault }: ProfileRow): Opened | null {
  const known = tablet.opened.get(id)
  if (known && vault && known.id === vault.id && known.locks === (vault.locks ?? 0)) return known
  tablet.opened.delete(id)
  return null
}

/** For a row of an older build, and for one whose key can no longer be unwrapped: what that one sealed is pulled again. */
async function makeKey(tablet: KeyRing, before: ProfileRow): Promise<Opened | null> {
  const { vault, opened } = await freshVault(tablet)
  const { profiles } = tablet.db
  const written = await tablet.db.transaction('rw', profiles, async () => {
    const row = await profiles.get(before.id)
    // Another tab may have been faster: its key stays.
    if (!row || row.vault?.id !== before.vault?.id || entryOf(row) !== 'open') return false
    await profiles.update(before.id, { vault })
    return true
  })
  return written ? opened : openAgain(tablet, before.id)
}

async function openAgain(tablet: KeyRing, id: string): Promise<Opened | null> {
  const vault = (await tablet.db.profiles.get(id))?.vault
  const key = vault?.open && (await unwrap(tablet.db, vault.open))
  return vault && key ? { id: vault.id, key, locks: vault.locks ?? 0 } : null
}

/** This page forgets the key; without a PIN the tablet opens it again by itself. */
export function dropKey(tablet: KeyRing, id: string): void {
  tablet.opened.delete(id)
}
