/** The start or the end of a session is taken back after it was sent: by an op of its own, since what was sent never changes. */
import { overlaid } from './overlay'
import { queueOp } from './queue-op'
import type { AckedRow, OpRow } from './rows'
import { placeNow } from './spots'
import type { Store } from './store'

export interface By {
  marked_by: number
  now: number
}

const LEFT: Partial<Record<OpRow['kind'], string>> = {
  session_start: 'in_progress',
  session_end: 'completed',
}

/** In the caller's transaction. False where it wrote nothing, or the session is not as it left it any more. */
export async function sayUndone(store: Store, said: OpRow | AckedRow | undefined, by: By): Promise<boolean> {
  const { db } = store
  if (!said?.from || !LEFT[said.kind] || ('outcome' in said && said.outcome !== 'applied')) return false
  const { session } = await placeNow(db, said.session)
  const [known, waiting] = await Promise.all([
    db.sessions.get(session),
    db.ops.where('session').equals(session).toArray(),
  ])
  if (known && overlaid(known, waiting).status !== LEFT[said.kind]) return false
  await queueOp(store, {
    ...{ ...by, kind: 'session_undo', session, from: said.from, prev_op: said.op_id },
    participant: () => 0,
  })
  return true
}
