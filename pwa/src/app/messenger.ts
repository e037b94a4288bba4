/** What speaks with the server: sign-in, requests in a person's name, and the engine that sends and fetches. In a script of
 * its own (`connection.ts` brings it), because no screen needs it to be painted. */
import { systemClock, systemTimers } from '../base/clock'
import { createHttp } from '../base/http'
import { type Locks, webLocks } from '../base/locks'
import { leaseLocks, type Store, type Tablet } from '../store'
import { type Api, type Credentials, createApi, createSync, type Sync, signIn, signOut } from '../sync'

const http = createHttp({ base: '/api/v1', clock: systemClock, timers: systemTimers })

export const enter = (tablet: Tablet, credentials: Credentials) =>
  signIn({ http, tablet, clock: systemClock }, credentials)

export const leave = (tablet: Tablet, profileId: string): Promise<void> =>
  signOut({ http, tablet }, profileId)

export interface Messenger {
  api: Api
  sync: Sync
}

export function createMessenger(store: Store, tablet: Tablet, appVersion: string): Messenger {
  const locks = locksOf(tablet)
  const api = createApi({ http, tablet, locks, profileId: store.profileId })
  const sync = createSync({
    store,
    api,
    clock: systemClock,
    timers: systemTimers,
    random: Math.random,
    locks,
    tablet,
    appVersion,
  })
  return { api, sync }
}

const locksOf = (tablet: Tablet): Locks =>
  'locks' in navigator
    ? webLocks(navigator.locks, systemTimers)
    : leaseLocks(tablet, { clock: systemClock, timers: systemTimers })
