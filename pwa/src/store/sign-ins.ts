/** Sign-ins that are kept on this tablet: what the engine and the sign-in need, and no first screen. */
import type { User } from '../base/wire'
import type { ProfileRow } from './db'
import { freshVault, inMemory } from './keys'
import type { Profile } from './rows'
import { profileId, profileOf, type Tablet } from './tablet'
import { unwrapText, wrapText } from './wrapping'

/** After a password was accepted: the profile exists, its token is sealed, its lists can be opened, and it is the current one. Who
 * forgot the PIN gets a new key without one; so does who has another role than before, for the lists and pages of that one are
 * not to be read any more. */
export async function saveSignIn(
  tablet: Tablet,
  user: User,
  refresh: string,
  now: number,
  grant: string | null = null,
): Promise<Profile> {
  const { db } = tablet
  const id = profileId(user)
  const fresh = await freshVault(tablet)
  const row: ProfileRow = {
    id,
    user,
    organization: user.organization,
    refresh: await wrapText(db, refresh),
    grant: grant === null ? null : await wrapText(db, grant),
    vault: fresh.vault,
    last_used_at: now,
  }
  await db.transaction('rw', db.profiles, db.settings, async () => {
    const before = await db.profiles.get(id)
    const known = before?.user.role === user.role ? before : undefined
    if (known?.vault && (known.vault.open || inMemory(tablet, known))) row.vault = known.vault
    await db.profiles.put(row)
    await db.settings.put({ key: 'current', value: id })
  })
  if (row.vault === fresh.vault) tablet.opened.set(id, fresh.opened)
  return profileOf(row)
}

/** Puts another token, or none, in the place of this one, before the other is used: a crash leaves one that the server still takes.
 * False where somebody has signed in or out meanwhile: then that stands. */
export async function replaceRefresh(
  { db }: Tablet,
  id: string,
  before: string,
  after: string | null,
): Promise<boolean> {
  const held = (await db.profiles.get(id))?.refresh
  if (!held || (await unwrapText(db, held)) !== before) return false
  const refresh = after === null ? null : await wrapText(db, after)
  return db.transaction('rw', db.profiles, async () => {
    const now = (await db.profiles.get(id))?.refresh
    // No two are sealed under the same beginning.
    if (!now?.iv.every((byte, at) => byte === held.iv[at])) return false
    // Also where the server ended it: the marks of the profile stay where they are, and marking goes on.
    await db.profiles.update(id, { refresh })
    return true
  })
}

/** The refresh token of a profile, or null when it is signed out. */
export async function readRefresh(tablet: Tablet, id: string): Promise<string | null> {
  const row = await tablet.db.profiles.get(id)
  return row?.refresh ? unwrapText(tablet.db, row.refresh) : null
}

export interface Colleague {
  id: string
  /** What lets this tablet speak for the person; null: their marks wait for them. */
  grant: string | null
}

/** Everybody else of the same organization who has ever signed in here. */
export async function otherProfiles(tablet: Tablet, own: string): Promise<Colleague[]> {
  const organization = own.split(':')[0]
  const rows = await tablet.db.profiles.toArray()
  const others = rows.filter((row) => row.id !== own && row.id.split(':')[0] === organization)
  return Promise.all(
    others.map(async ({ id, grant }) => ({ id, grant: grant ? await unwrapText(tablet.db, grant) : null })),
  )
}
