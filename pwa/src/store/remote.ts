/** Last seen pages of what is only read online (audit log, notifications), so that a screen without network shows its age. */
import { isOurs } from './base'
import { type Live, live } from './live'
import type { Store } from './store'

export interface Remote<T> {
  value: T
  saved_at: number
}

/** A name that somebody typed to find a person: keys lie in the clear, so it is no part of them. Each list keeps its last search. */
const keyOf = (name: string): string => name.replace(/([?&]search=)[^&]*/, '$1')

export const watchRemote = <T>(store: Store, key: string): Live<Remote<T> | null> =>
  live<Remote<T> | null>(() => readRemote(store, key), null)

export async function saveRemote(store: Store, key: string, value: unknown, now: number): Promise<void> {
  const { db } = store
  const row = { key: keyOf(key), value, saved_at: now, ...(keyOf(key) === key ? {} : { about: key }) }
  // A page often comes while the storage is being opened anew after a sign-in: the one retry that marks have is for it, too.
  await store.durable(async () =>
    // Dexie's own promises, none awaited: two lists that come at the same moment have been seen to lose their transactions
    // behind an awaited function, in a browser only.
    db.transaction('rw', db.remote, db.meta, () =>
      db.meta.get('base').then((base) =>
        // Who signed out meanwhile leaves no page behind.
        isOurs(db, base?.value) ? db.remote.put(row) : undefined,
      ),
    ),
  )
}

export async function readRemote<T>(store: Store, key: string): Promise<Remote<T> | null> {
  const row = await store.db.remote.get(keyOf(key))
  return row && (row.about ?? row.key) === key ? { value: row.value as T, saved_at: row.saved_at } : null
}
