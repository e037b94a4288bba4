/** What the tablet knows beyond one person: its own id and name, who has signed in here, and their sealed refresh tokens. */
import { uuid4 } from '../base/ids'
import type { User } from '../base/wire'
import { type ProfileRow, TabletDb } from './db'
import { entryOf, type KeyRing, keyName, type Opened, openKeyOf } from './keys'
import { type Live, live } from './live'
import type { Profile } from './rows'
import type { Keys } from './sealing'
import { openKeys } from './wrapping'

export interface Tablet extends KeyRing {
  /** It changes only when the server finds that another tablet goes by the same one. */
  readonly deviceId: string
  close(): void
}

export interface TabletView {
  deviceId: string
  deviceName: string
  /** Whose marks are shown; also when the sign-in has ended (`signed_in` false) and marking goes on. */
  current: Profile | null
  profiles: Profile[]
  /** After so long without a touch the tablet locks, where a PIN is set. */
  idleMinutes: number
}

export const IDLE_MINUTES = 5

/** Opens the tablet's own database; the first time it gets its id and its key. */
export async function openTablet(name?: string): Promise<Tablet> {
  const db = new TabletDb(name)
  db.on('versionchange', () => {
    db.close()
    return false
  })
  // All at once: on a cheap tablet each message to a database costs more than what it carries.
  const settings = new Map((await db.settings.toArray()).map(({ key, value }) => [key, value]))
  await openKeys(db, settings)
  if (!settings.has('sealed')) await sealProfiles(db)
  return new OpenTablet(db, (settings.get('device_id') as string | undefined) ?? (await nameTablet(db)))
}

/** The tablet gets its id; another tab may have been faster. */
const nameTablet = (db: TabletDb): Promise<string> =>
  db.transaction('rw', db.settings, async () => {
    const known = await db.settings.get('device_id')
    if (known) return known.value as string
    const id = uuid4()
    await db.settings.put({ key: 'device_id', value: id })
    return id
  })

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

export const profileOf = ({ refresh, grant: _, vault, ...row }: ProfileRow): Profile => ({
  ...row,
  signed_in: refresh !== null,
  entry: entryOf({ vault }),
  key: keyName(vault),
})

/** Rows of builds that kept names in the clear: written once more, they are sealed. */
async function sealProfiles(db: TabletDb): Promise<void> {
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

/** The person's key is in this page: their lists can be shown at once. */
export const isOpen = (tablet: Tablet, { id, key }: Profile): boolean => {
  const known = tablet.opened.get(id)
  return known !== undefined && keyName(known) === key
}

/** The server changed what it tells of the user. */
export async function saveUser(tablet: Tablet, user: User): Promise<void> {
  await tablet.db.profiles.update(profileId(user), { user, organization: user.organization })
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

export const readTablet = async (tablet: Tablet): Promise<TabletView> => (await read(tablet)).view

async function read(tablet: Tablet): Promise<{ view: TabletView; rows: ProfileRow[] }> {
  const { db } = tablet
  const { settings } = db
  const [rows, current, idle, name] = await db.transaction('r', db.profiles, settings, async () =>
    Promise.all([
      db.profiles.toArray(),
      settings.get('current'),
      settings.get('idle_minutes'),
      deviceName(tablet),
    ]),
  )
  const profiles = rows.map(profileOf).sort((a, b) => b.last_used_at - a.last_used_at)
  const chosen = profiles.find((profile) => profile.id === current?.value) ?? null
  const idleMinutes = (idle?.value as number | undefined) ?? IDLE_MINUTES
  return {
    rows,
    view: { deviceId: tablet.deviceId, deviceName: name, current: chosen, profiles, idleMinutes },
  }
}

/** What the first screen shows, with the key of whoever is at work here where no PIN guards it. */
export async function beginAt(tablet: Tablet): Promise<TabletView> {
  const { view, rows } = await read(tablet)
  const row = rows.find(({ id }) => id === view.current?.id)
  if (row) await openKeyOf(tablet, row)
  return view
}

/** @param begun what was read before the first screen */
export const watchTablet = (tablet: Tablet, begun: TabletView): Live<TabletView> =>
  live(() => readTablet(tablet), begun)
