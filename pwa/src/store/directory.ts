/** Who and what the organization's numbers mean, as far as the lists say that this tablet has read online: tablets and users.
 * They are kept like every such list, so that names stand where numbers would, also without a network. */
import type { Clock } from '../base/clock'
import type { Refreshed } from '../base/refreshed'
import type { AuditLog, Device, Page, User } from '../base/resources'
import { type Live, live } from './live'
import { type Asking, refreshPage } from './refresh'
import { type Remote, watchRemote } from './remote'
import type { Store } from './store'

const USERS = { key: 'users', path: '/users?limit=500' }
const DEVICES = { key: 'devices', path: '/devices?limit=500&ordering=-id' }

export type Devices = Remote<Page<Device>>

export const watchDevices = (store: Store): Live<Devices | null> => watchRemote(store, DEVICES.key)

export const refreshDevices = (store: Store, api: Asking, clock: Clock): Promise<Refreshed> =>
  refreshPage(store, api, clock, DEVICES)

/** Asks for the users, which only administrators may read. */
export const refreshUsers = (store: Store, api: Asking, clock: Clock): Promise<Refreshed> =>
  refreshPage(store, api, clock, USERS)

export interface Directory {
  /** Names of tablets by the id that they carry; those without a name are missing. */
  tablets: ReadonlyMap<string, string>
  users: ReadonlyMap<number, string>
}

export const NO_DIRECTORY: Directory = { tablets: new Map(), users: new Map() }

export const watchDirectory = (store: Store): Live<Directory> =>
  live(() => readDirectory(store), NO_DIRECTORY)

async function readDirectory({ db }: Store): Promise<Directory> {
  const rows = await db.remote.toArray()
  const listed = <T>(wanted: (key: string) => boolean): T[] =>
    rows.filter((row) => wanted(row.key)).flatMap((row) => (row.value as Page<T>).results)
  const devices = listed<Device>((key) => key === DEVICES.key)
  const users = new Map<number, string>()
  // The later, the surer: a log keeps the name of its day.
  for (const log of listed<AuditLog>((key) => key.includes(' /audit-logs?')))
    if (log.changed_by_name) users.set(log.changed_by, log.changed_by_name)
  for (const device of devices) if (device.last_user) users.set(device.last_user, device.last_user_name)
  for (const user of listed<User>((key) => key === USERS.key)) users.set(user.id, user.name || user.email)
  return {
    tablets: new Map(devices.filter((one) => one.label).map((one) => [one.device_uuid, one.label])),
    users,
  }
}
