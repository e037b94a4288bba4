/** Puts the server's news into base. A version never goes down (I28), whatever order answers arrive in. */
import type { Table } from 'dexie'
import type { Change, SyncConflict } from '../base/wire'
import type { ProfileDb } from './db'
import { getMany } from './many'
import { keyOf, partsOf, type RecordRow } from './rows'

interface Versioned {
  version: number
  provisional?: true
}

type BaseTable = Table<Versioned, number | string>

/** The table of a kind of change; null for a kind that this build does not know. */
export function tableOf(db: ProfileDb, kind: string): BaseTable | null {
  const tables: Record<string, unknown> = {
    presence_state: db.presence_states,
    group: db.groups,
    participant: db.participants,
    group_membership: db.group_memberships,
    session: db.sessions,
    presence_record: db.presence_records,
    sync_conflict: db.sync_conflicts,
  }
  return Object.hasOwn(tables, kind) ? (tables[kind] as BaseTable) : null
}

export const baseTables = (db: ProfileDb) => [
  db.presence_states,
  db.groups,
  db.participants,
  db.group_memberships,
  db.sessions,
  db.presence_records,
  db.sync_conflicts,
]

export const localKey = (change: Change): number | string =>
  change.kind === 'presence_record' ? change.key : Number(change.key)

/** Many hands hold a shared tablet: what marking does not need of a person is not kept on it. */
function unburdened(data: { version: number; date_of_birth?: unknown; extra_data?: unknown }): Versioned {
  const { date_of_birth: _birth, extra_data: _extra, ...person } = data
  return person
}

/** The row as it is stored, from the JSON of the wire. */
export function rowOf(change: Change): Versioned {
  const data = { ...(change.data ?? {}), version: change.version }
  if (change.kind === 'participant') return unburdened(data)
  if (change.kind === 'presence_record') return { ...data, key: change.key } as Versioned
  if (change.kind === 'sync_conflict') {
    const conflict = data as unknown as SyncConflict
    const open = conflict.chosen_version === null || conflict.chosen_version === undefined ? 1 : 0
    return { ...conflict, key: keyOf(conflict.session, conflict.participant), open } as Versioned
  }
  return data as Versioned
}

/** Writes a page of changes, kind by kind in bulk. Runs inside the caller's transaction. */
export async function applyChanges(db: ProfileDb, changes: Change[]): Promise<void> {
  const byKind = new Map<string, Map<string, Change>>()
  for (const change of changes) {
    const page = byKind.get(change.kind) ?? new Map<string, Change>()
    const other = page.get(change.key)
    if (!other || other.version <= change.version) page.set(change.key, change)
    byKind.set(change.kind, page)
  }
  for (const [kind, page] of byKind) {
    const table = tableOf(db, kind)
    if (table) await applyKind(db, table, [...page.values()])
  }
}

const graveOf = (change: Change): string => `${change.kind} ${change.key}`

async function applyKind(db: ProfileDb, table: BaseTable, changes: Change[]): Promise<void> {
  const rows = await getMany(table, changes.map(localKey))
  const graves = await getMany(db.tombstones, changes.map(graveOf))
  const fresh = changes.filter((change, at) => {
    const known = rows[at]
    const buried = graves[at]?.version ?? 0
    if (change.version <= buried) return false
    if (!known) return true
    return known.provisional ? change.version >= known.version : change.version > known.version
  })
  const gone = fresh.filter((change) => change.deleted)
  const alive = fresh.filter((change) => !change.deleted)
  await table.bulkPut(alive.map(rowOf))
  await table.bulkDelete(gone.map(localKey))
  await db.tombstones.bulkPut(gone.map((change) => ({ id: graveOf(change), version: change.version })))
}

/** What an op's result already tells of its record, before the feed brings it: without it the row would blink back to its old
 * state between two pages, and a tap in that moment would be decided against the wrong version. */
export function provisional(known: { key: string; version: number; record: RecordRow | null }): Change {
  const { key, version, record } = known
  const data = record ? { ...record, ...partsOf(key), provisional: true } : null
  return { kind: 'presence_record', key, version, deleted: data === null, data }
}

export const applyProvisionalRow = (
  db: ProfileDb,
  kind: string,
  key: string,
  version: number,
  data: Record<string, unknown> | null,
): Promise<void> => applyChanges(db, [{ kind, key, version, deleted: data === null, data }])
