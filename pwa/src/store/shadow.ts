/** A complete new copy of base, gathered page by page beside the old one and swapped in at the last page: the screens keep
 * working on the old copy, and an interruption resumes where it stopped. */
import type { Change } from '../base/wire'
import { baseTables, rowOf, tableOf } from './changes'
import type { ProfileDb } from './db'
import type { SyncMeta } from './meta'
import { restoreSpots } from './spots'

export async function beginShadow(db: ProfileDb, sync: SyncMeta, scopeTag: string | null): Promise<void> {
  sync.runs += 1
  sync.shadow = { run: sync.runs, cursor: null, scope_tag: scopeTag, seen: 0 }
  await db.shadow.clear()
}

export async function gather(db: ProfileDb, changes: Change[]): Promise<void> {
  const known = changes.filter((change) => tableOf(db, change.kind) !== null)
  const alive = new Map(known.map((change) => [`${change.kind} ${change.key}`, change]))
  const rows = [...alive.values()].filter((change) => !change.deleted)
  await db.shadow.bulkPut(rows.map((change) => ({ kind: change.kind, key: change.key, row: rowOf(change) })))
  const gone = [...alive.values()].filter((change) => change.deleted)
  await db.shadow.bulkDelete(gone.map((change) => [change.kind, change.key] as [string, string]))
}

/** The new copy becomes base. Versions may go down here and only here: the server said that its numbers begin anew. */
export async function swapShadow(db: ProfileDb): Promise<void> {
  for (const table of baseTables(db)) await table.clear()
  await db.tombstones.clear()
  const kinds = (await db.shadow.orderBy('kind').uniqueKeys()) as string[]
  for (const kind of kinds) {
    const rows = await db.shadow.where('kind').equals(kind).toArray()
    await tableOf(db, kind)?.bulkPut(rows.map((row) => row.row as { version: number }))
  }
  await restoreSpots(db)
  await db.shadow.clear()
}
