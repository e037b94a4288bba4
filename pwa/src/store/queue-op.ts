/** Ops that are no marks, on their way into the queue. */
import { uuid7 } from '../base/ids'
import type { Session } from '../base/wire'
import { localNumber } from './guests'
import { getMeta, putMeta } from './meta'
import type { OpRow, Plan } from './rows'
import { placeNow } from './spots'
import type { Store } from './store'

interface Deed {
  kind: OpRow['kind']
  /** Left out of a session_create: the session takes the number of its place in the queue. */
  session?: number
  plan?: Plan
  marked_by: number
  now: number
  participant: (seqNo: number) => number
  from?: Session['status']
  prev_op?: string
  person?: NonNullable<OpRow['person']>
}

/** Puts an op that is no mark into the queue, inside the caller's transaction. */
export async function queueOp({ db }: Store, deed: Deed): Promise<OpRow> {
  const device = await getMeta(db, 'device')
  const seq_no = device.seq_no + 1
  const op_id = uuid7(deed.now)
  const op: OpRow = {
    op_id,
    seq_no,
    kind: deed.kind,
    key: `${deed.kind} ${op_id}`,
    ...(deed.session === undefined ? { session: localNumber(seq_no) } : await placeNow(db, deed.session)),
    ...(deed.plan === undefined ? {} : { plan: deed.plan }),
    ...(deed.from === undefined ? {} : { from: deed.from }),
    participant: deed.participant(seq_no),
    ...(deed.person === undefined ? {} : { person: deed.person }),
    state: null,
    note: '',
    base_version: 0,
    prev_op: deed.prev_op ?? null,
    marked_at: Math.max(0, Math.trunc(deed.now)),
    clock_era: device.clock_era,
    marked_by: deed.marked_by,
    edits: { count: 0, earlier: [] },
    status: 'queued',
    sent: 0,
    batch_id: null,
    attempts: 0,
  }
  await db.ops.put(op)
  await putMeta(db, 'device', { ...device, seq_no })
  return op
}
