/** How a broken worker is taken off a tablet; apart from the worker's events so that it can be tested. */
import { PREFIX } from './precache'

interface Place {
  caches: Pick<CacheStorage, 'keys' | 'delete'>
  unregister: () => Promise<unknown>
  /** Loads every open page again. */
  reload: () => Promise<unknown>
}

/**
 * Drops the app's caches and the worker; IndexedDB is left alone. Pages are loaded again only when there was a cache, for the
 * reloaded page registers this worker once more, and without that end it would be loaded for ever.
 */
export async function leave({ caches, unregister, reload }: Place): Promise<void> {
  const ours = (await caches.keys()).filter((name) => name.startsWith(PREFIX))
  await Promise.all(ours.map((name) => caches.delete(name)))
  await unregister()
  if (ours.length > 0) await reload()
}
