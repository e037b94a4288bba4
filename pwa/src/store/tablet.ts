/** What the tablet knows beyond one person: its own id and name, who has signed in here, and their sealed refresh tokens. */
import { uuid4 } from '../base/ids'
import type { User } from '../base/wire'
import { type ProfileRow, TabletDb } from './db'
import { entryOf, freshVault, inMemory, type KeyRing, type Opened } from './keys'
import { type Live, live } from './live'
import type { Profile } from './rows'
import type { Keys } from './sealing'
import { readTabletKey, unwrapText, wrapText } from './wrapping'

export interface Tablet extends KeyRing {
  /** It changes only when the server finds that another tablet goes by the same one. */
  readonly deviceId: string
  close(): void
}

export interface TabletView {
  /** False until the tables have been read once. */
  loaded: boolean
  deviceId: string
  deviceName: string
  /** Whose marks are shown; also when the sign-in has ended (`signed_in` false) and marking goes on. */
  current: Profile | null
  profiles: Profile[]
}

/** Opens the tablet's own database; the first time it gets its id and its key. */
export async function openTablet(name?: string): Promise<Tablet> {
  const db = new TabletDb(name)
  db.on('versionchange', () => {
    db.close()
    return false
  })
  db.tabletKey = await readTabletKey(db)
  await sealProfiles(db)
  const made = await db.transaction('rw', db.settings, async () => {
    const known = await db.settings.get('device_id')
    if (known) return known.value as string
    const id = uuid4()
    await db.settings.put({ key: 'device_id', value: id })
    return id
  })
  return new OpenTablet(db, made)
}

class OpenTablet implements Tablet {
  readonly db: TabletDb
  readonly opened = new Map<string, Opened>()
  deviceId: string
  constructor(db: TabletDb, deviceId: string) {
    this.db = db
    this.deviceId = deviceId
  }
  close(): void {
    this.db.close()
  }
}

const TWIN = 'twin'

/** The server says that another tablet goes by the same id: this one's storage was copied, or that one's. */
export async function noteTwin({ db }: Tablet): Promise<void> {
  await db.settings.put({ key: TWIN, value: true })
}

export const hasTwin = async ({ db }: Tablet): Promise<boolean> =>
  (await db.settings.get(TWIN))?.value === true

/** From now on this is another tablet: its sign-ins and leaves were given to the old one, so everybody signs in again. Their
 * marks stay where they are. */
export async function becomeAnother(tablet: Tablet): Promise<void> {
  const { db } = tablet
  const id = uuid4()
  await db.transaction('rw', db.settings, db.profiles, async () => {
    await db.profiles.toCollection().modify({ refresh: null, grant: null })
    await db.settings.put({ key: 'device_id', value: id })
    await db.settings.delete(TWIN)
  })
  if (tablet instanceof OpenTablet) tablet.deviceId = id
}

/** Everybody who has ever signed in here. */
export const profileIds = async ({ db }: Tablet): Promise<string[]> =>
  (await db.profiles.toCollection().primaryKeys()) as string[]

/** Which id this tablet has by now: another tab may have taken a new one. */
export async function deviceIdNow(tablet: Tablet): Promise<string> {
  const id = (await tablet.db.settings.get('device_id'))?.value as string | undefined
  if (id !== undefined && tablet instanceof OpenTablet) tablet.deviceId = id
  return tablet.deviceId
}

const profileOf = ({ refresh, grant: _, vault, ...row }: ProfileRow): Profile => ({
  ...row,
  signed_in: refresh !== null,
  entry: entryOf({ vault }),
  key: `${vault?.id ?? ''} ${vault?.locks ?? 0}`,
})

/** Rows of builds that kept names in the clear: written once more, they are sealed. */
async function sealProfiles(db: TabletDb): Promise<void> {
  if (await db.settings.get('sealed')) return
  await db.transaction('rw', db.settings, db.profiles, async () => {
    await db.profiles.toCollection().modify(() => undefined)
    await db.settings.put({ key: 'sealed', value: true })
  })
}

/** For a look at what waits of anybody, and for sending it: the lists stay closed. */
export function queueKeys({ db }: Tablet): Keys {
  if (!db.tabletKey) throw new Error('The tablet is not open.')
  return { tablet: db.tabletKey, data: null }
}

/** For the person who is at work here, whose key was opened a moment ago; otherwise the lists stay closed. */
export const keysOf = (tablet: Tablet, id: string): Keys => ({
  ...queueKeys(tablet),
  data: tablet.opened.get(id) ?? null,
})

export const profileId = (user: User): string => `${user.organization.id}:${user.id}`

/** After a password was accepted: the profile exists, its token is sealed, its lists can be opened, and it is the current one. Who
 * forgot the PIN gets a new key without one. */
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
    const stays = before?.vault?.open || (before && inMemory(tablet, before))
    if (stays && before?.vault) row.vault = before.vault
    await db.profiles.put(row)
    await db.settings.put({ key: 'current', value: id })
  })
  if (row.vault === fresh.vault) tablet.opened.set(id, fresh.opened)
  return profileOf(row)
}

/** The server changed what it tells of the user. */
export async function saveUser(tablet: Tablet, user: User): Promise<void> {
  await tablet.db.profiles.update(profileId(user), { user, organization: user.organization })
}

/** Puts the successor in place before it is used, so that a crash leaves a token that the server still takes. */
export async function saveRefresh(tablet: Tablet, id: string, refresh: string): Promise<void> {
  await tablet.db.profiles.update(id, { refresh: await wrapText(tablet.db, refresh) })
}

/** The refresh token of a profile, or null when it is signed out. */
export async function readRefresh(tablet: Tablet, id: string): Promise<string | null> {
  const row = await tablet.db.profiles.get(id)
  return row?.refresh ? unwrapText(tablet.db, row.refresh) : null
}

/** The server ended this sign-in. The marks of the profile stay where they are, and marking goes on. */
export async function endSignIn(tablet: Tablet, id: string): Promise<void> {
  await tablet.db.profiles.update(id, { refresh: null })
}

/** Chooses whose marks are shown; null shows the sign-in screen. */
export async function chooseProfile(tablet: Tablet, id: string | null, now: number): Promise<void> {
  const { db } = tablet
  await db.transaction('rw', db.profiles, db.settings, async () => {
    await db.settings.put({ key: 'current', value: id })
    if (id) await db.profiles.update(id, { last_used_at: now })
  })
}

export async function deviceName(tablet: Tablet): Promise<string> {
  return ((await tablet.db.settings.get('device_name'))?.value as string | undefined) ?? ''
}

export async function setDeviceName(tablet: Tablet, name: string): Promise<void> {
  await tablet.db.settings.put({ key: 'device_name', value: name })
}

export async function readTablet(tablet: Tablet): Promise<TabletView> {
  const { db } = tablet
  const [rows, current, name] = await db.transaction('r', db.profiles, db.settings, async () =>
    Promise.all([db.profiles.toArray(), db.settings.get('current'), deviceName(tablet)]),
  )
  const profiles = rows.map(profileOf).sort((a, b) => b.last_used_at - a.last_used_at)
  const chosen = profiles.find((profile) => profile.id === current?.value) ?? null
  return { loaded: true, deviceId: tablet.deviceId, deviceName: name, current: chosen, profiles }
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

export const watchTablet = (tablet: Tablet): Live<TabletView> =>
  live(() => readTablet(tablet), {
    loaded: false,
    deviceId: tablet.deviceId,
    deviceName: '',
    current: null,
    profiles: [],
  })
