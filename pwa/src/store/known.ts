/** Reads what the tablet knows about keys, in few requests, for the transactions that decide about marks. */
import type { ProfileDb } from './db'
import type { Known } from './decide'
import { getMany } from './many'
import type { AttentionRow, Key, OpRow } from './rows'

// Above this many keys a whole session is read by its index instead of key by key.
const BY_SESSION = 20

export class Knowledge {
  private readonly keys = new Map<Key, Known>()

  get(key: Key): Known {
    const known = this.keys.get(key)
    if (known) return known
    const empty: Known = { record: undefined, ops: [], attention: [] }
    this.keys.set(key, empty)
    return empty
  }
}

export async function readKnown(db: ProfileDb, keys: Key[]): Promise<Knowledge> {
  const distinct = [...new Set(keys)]
  const [records, ops, attention] = await Promise.all([
    getMany(db.presence_records, distinct),
    own<OpRow>(db.ops, distinct),
    own<AttentionRow>(db.attention, distinct),
  ])
  const knowledge = new Knowledge()
  for (const record of records) if (record) knowledge.get(record.key).record = record
  for (const op of ops.sort((a, b) => a.seq_no - b.seq_no)) knowledge.get(op.key).ops.push(op)
  for (const row of attention) knowledge.get(row.key).attention.push(row)
  return knowledge
}

async function own<T extends { key: Key }>(
  table: import('dexie').Table<T, string>,
  keys: Key[],
): Promise<T[]> {
  if (keys.length <= BY_SESSION) return table.where('key').anyOf(keys).toArray()
  const wanted = new Set(keys)
  const sessions = [...new Set(keys.map((key) => Number(key.split(':')[0])))]
  const rows = await table.where('session').anyOf(sessions).toArray()
  return rows.filter((row) => wanted.has(row.key))
}
