/** Everything on this tablet that the server has not taken in, as a file: for the day when the tablet must be given away, is
 * broken, or may not sign in any more. docs/sync.md describes the format. */
import type { WireOp } from '../base/wire'
import type { AttentionRow } from './rows'
import type { Store } from './store'
import { wireOp } from './travel'

export interface RescueFile {
  format: 'omnipresence-rescue'
  version: 1
  exported_at: number
  device_id: string
  /** User id of the person whose marks these are. */
  exported_by: number
  organization: number
  /** Never finally answered, as they would have travelled, oldest first. */
  ops: WireOp[]
  /** Answered, but waiting for a person: in question, refused, kept. */
  attention: { outcome: string; reason: string | null; conflict_id: number | null; at: number; op: WireOp }[]
}

/** Works without a network. What is in the file has left the tablet: from now on it is never changed in place (I25). The queue
 * itself stays, and an op that arrives both ways counts once. */
export async function exportRescue(store: Store, by: { deviceId: string; now: number }): Promise<RescueFile> {
  const { db } = store
  const [waiting, told] = await store.durable(() =>
    db.transaction('rw', db.ops, db.attention, async () => {
      await db.ops.toCollection().modify({ sent: 1 })
      return Promise.all([db.ops.toArray(), db.attention.toArray()])
    }),
  )
  const unheard = told.filter((row) => row.outcome === 'set_aside')
  const ops = [...waiting, ...unheard].sort((a, b) => a.seq_no - b.seq_no).map(wireOp)
  const [organization = 0, exported_by = 0] = store.profileId.split(':').map(Number)
  return {
    format: 'omnipresence-rescue',
    version: 1,
    exported_at: by.now,
    device_id: by.deviceId,
    exported_by,
    organization,
    ops,
    attention: told.filter((row) => row.outcome !== 'set_aside').map(heard),
  }
}

const heard = (row: AttentionRow): RescueFile['attention'][number] => ({
  outcome: row.outcome,
  reason: row.reason,
  conflict_id: row.conflict_id,
  at: row.at,
  op: wireOp(row),
})
