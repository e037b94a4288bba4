/** One person at work: the open store, requests in their name, and the engine that sends and fetches. */
import { keysOf, openProfile, type Profile, type Store, savePersisted, type Tablet } from '../store'
import type { Api } from '../sync'
import { type Connection, connect } from './connection'

export const VERSION = __APP_VERSION__

export interface Workplace {
  readonly profile: Profile
  readonly store: Store
  readonly api: Api
  readonly sync: Connection['sync']
  close(): void
}

export function openWorkplace(tablet: Tablet, profile: Profile, access: string | null): Workplace {
  const store = openProfile(profile.id, keysOf(tablet, profile.id))
  const { api, sync } = connect(store, tablet, access, VERSION)
  const stopListening = wakeOn(sync)
  return {
    profile,
    store,
    api,
    sync,
    close() {
      stopListening()
      // The round under way may still write its results; only then does the database close.
      void sync.stop().then(() => store.close())
    },
  }
}

/** What happens to the page that makes trying now worthwhile. */
function wakeOn(sync: Connection['sync']): () => void {
  const online = () => sync.wake('online')
  const offline = () => sync.wake('offline')
  const visible = () => document.visibilityState === 'visible' && sync.wake('visible')
  addEventListener('online', online)
  addEventListener('offline', offline)
  addEventListener('pageshow', visible)
  document.addEventListener('visibilitychange', visible)
  return () => {
    removeEventListener('online', online)
    removeEventListener('offline', offline)
    removeEventListener('pageshow', visible)
    document.removeEventListener('visibilitychange', visible)
  }
}

/** Asks the browser not to clear this app's data; best inside a person's gesture. */
export async function askForPersistence(store: Store): Promise<boolean> {
  const granted = (await navigator.storage?.persist?.().catch(() => false)) ?? false
  await savePersisted(store, granted)
  return granted
}
