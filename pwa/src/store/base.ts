/** The lists that a tablet carries belong to one data key. Under another one they are worth nothing: they are dropped and pulled
 * again. What a person has marked is no list, and stays. */
import { baseTables } from './changes'
import type { ProfileDb } from './db'
import { getMeta, putMeta } from './meta'
import { restoreSpots } from './spots'

/** Whether this page may write into the lists: it has the key that they are sealed with. */
export const ownsBase = async (db: ProfileDb): Promise<boolean> => isOurs(db, await getMeta(db, 'base'))

/** @param base of `meta`: which key the lists are sealed with */
export const isOurs = ({ keys: { data } }: ProfileDb, base: unknown): boolean =>
  data !== null && base === data.id

/** Before anything else is read: what an earlier key sealed goes. */
export function fitBase(db: ProfileDb): PromiseLike<void> | undefined {
  const { data } = db.keys
  if (data === null) return
  // Dexie's own promises, not awaited: only they stay inside the opening of the database.
  return db.meta.get('base').then((known) => {
    if (known?.value === data.id) return
    return db.transaction('rw', [...tables(db), db.spots], async () => {
      const sealedWith = await getMeta(db, 'base')
      if (sealedWith === data.id) return
      if (sealedWith !== 'tablet') await clear(db)
      await putMeta(db, 'base', data.id)
      await restoreSpots(db)
    })
  })
}

/** The person leaves: every list and every page seen goes, and nothing that is still under way may bring one back. What was marked
 * stays: the queue, what was answered lately (a restored server may ask for it), and what is in question. */
export async function forgetBase({ db }: { db: ProfileDb }): Promise<void> {
  await db.transaction('rw', tables(db), async () => {
    await clear(db)
    await putMeta(db, 'base', null)
  })
}

const tables = (db: ProfileDb) => [...baseTables(db), db.tombstones, db.shadow, db.remote, db.meta]

async function clear(db: ProfileDb): Promise<void> {
  for (const table of tables(db)) if (table !== db.meta) await table.clear()
  if (!(await db.meta.get('sync'))) return
  const sync = await getMeta(db, 'sync')
  // The epoch stays: by it a server that was restored meanwhile is known.
  const nothing = { cursor: null, scope_tag: null, seen: 0, shadow: null, complete: false }
  await putMeta(db, 'sync', { ...sync, ...nothing })
}
