/** What the tablet knows beyond one person: its own id and name, who has signed in here, and their sealed refresh tokens. */
import { uuid4 } from '../base/ids'
import type { User } from '../base/wire'
import { type ProfileRow, type SealedToken, TabletDb } from './db'
import { type Live, live } from './live'
import type { Profile } from './rows'

export interface Tablet {
  readonly db: TabletDb
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

/** Opens the tablet's own database; the first time it gets its id. */
export async function openTablet(name?: string): Promise<Tablet> {
  const db = new TabletDb(name)
  db.on('versionchange', () => {
    db.close()
    return false
  })
  const made = await db.transaction('rw', db.settings, async () => {
    const known = await db.settings.get('device_id')
    if (known) return known.value as string
    const id = uuid4()
    await db.settings.put({ key: 'device_id', value: id })
    return id
  })
  return new Opened(db, made)
}

class Opened implements Tablet {
  readonly db: TabletDb
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
  if (tablet instanceof Opened) tablet.deviceId = id
}

/** Everybody who has ever signed in here. */
export const profileIds = async ({ db }: Tablet): Promise<string[]> =>
  (await db.profiles.toCollection().primaryKeys()) as string[]

/** Which id this tablet has by now: another tab may have taken a new one. */
export async function deviceIdNow(tablet: Tablet): Promise<string> {
  const id = (await tablet.db.settings.get('device_id'))?.value as string | undefined
  if (id !== undefined && tablet instanceof Opened) tablet.deviceId = id
  return tablet.deviceId
}

const profileOf = ({ refresh, grant: _, ...row }: ProfileRow): Profile => ({
  ...row,
  signed_in: refresh !== null,
})

export const profileId = (user: User): string => `${user.organization.id}:${user.id}`

/** After a password was accepted: the profile exists, its token is sealed, and it is the current one. */
export async function saveSignIn(
  tablet: Tablet,
  user: User,
  refresh: string,
  now: number,
  grant: string | null = null,
): Promise<Profile> {
  const sealed = await seal(tablet, refresh)
  const row: ProfileRow = {
    id: profileId(user),
    user,
    organization: user.organization,
    refresh: sealed,
    grant: grant === null ? null : await seal(tablet, grant),
    last_used_at: now,
  }
  const { db } = tablet
  await db.transaction('rw', db.profiles, db.settings, async () => {
    await db.profiles.put(row)
    await db.settings.put({ key: 'current', value: row.id })
  })
  return profileOf(row)
}

/** The server changed what it tells of the user. */
export async function saveUser(tablet: Tablet, user: User): Promise<void> {
  await tablet.db.profiles.update(profileId(user), { user, organization: user.organization })
}

/** Puts the successor in place before it is used, so that a crash leaves a token that the server still takes. */
export async function saveRefresh(tablet: Tablet, id: string, refresh: string): Promise<void> {
  await tablet.db.profiles.update(id, { refresh: await seal(tablet, refresh) })
}

/** The refresh token of a profile, or null when it is signed out. */
export async function readRefresh(tablet: Tablet, id: string): Promise<string | null> {
  const row = await tablet.db.profiles.get(id)
  return row?.refresh ? unseal(tablet, row.refresh) : null
}

/** The server ended this sign-in, or the person did. The marks of the profile stay where they are. */
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
    others.map(async ({ id, grant }) => ({ id, grant: grant ? await unseal(tablet, grant) : null })),
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

/** A key that scripts may use but never read out: a copy of the files alone opens nothing. It does not stop a script on the page. */
async function wrappingKey({ db }: Tablet): Promise<CryptoKey> {
  const known = await db.settings.get('wrapping_key')
  if (known) return known.value as CryptoKey
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
  // Another tab may have been faster: the first key stays, or its tokens could never be opened.
  return db.transaction('rw', db.settings, async () => {
    const first = await db.settings.get('wrapping_key')
    if (first) return first.value as CryptoKey
    await db.settings.put({ key: 'wrapping_key', value: made })
    return made
  })
}

async function seal(tablet: Tablet, text: string): Promise<SealedToken> {
  const key = await wrappingKey(tablet)
  const iv = crypto.getRandomValues(new Uint8Array(12))
  return {
    iv,
    data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(text)),
  }
}

async function unseal(tablet: Tablet, sealed: SealedToken): Promise<string | null> {
  try {
    const key = await wrappingKey(tablet)
    return new TextDecoder().decode(
      await crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv }, key, sealed.data),
    )
  } catch {
    // A key that does not fit means a damaged profile: ask for the password again rather than fail at every start.
    return null
  }
}
