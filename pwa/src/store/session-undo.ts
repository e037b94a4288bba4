/** What was said of a session as a whole is taken back, after it was sent by an op of its own: what was sent never changes. */
import type { ProfileDb } from './db'
import { overlaid, takesBackSession } from './overlay'
import { queueOp } from './queue-op'
import { type AckedRow, isMark, type OpRow } from './rows'
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

/** Takes back a session that was begun on the spot by mistake, in the caller's transaction. What the server cannot know of vanishes;
 * else it is asked to delete the session, which no screen shows from then on. False where something hangs on it: nothing is changed. */
export async function sayNeverBegun(store: Store, begun: number, by: By): Promise<boolean> {
  const { db } = store
  const spot = await db.spots.get(begun)
  if (!spot) return false
  const { op_id } = spot
  const session = spot.session || spot.local
  const ops = await db.ops.where('session').equals(session).toArray()
  const create = ops.find((op) => op.op_id === op_id)
  if (!create && (await db.acked.get(op_id))?.outcome !== 'applied') return false
  if (ops.some(takesBackSession) || (await isUsed(db, session, ops))) return false
  const unheard = ops.filter((op) => op.sent === 0).map((op) => op.op_id)
  if (create?.sent === 0) {
    await db.ops.bulkDelete(unheard)
    await db.spots.delete(begun)
    await db.sessions.delete(begun)
    return true
  }
  // A mark that is cleared only here is still to be cleared there.
  const said = ops.filter((op) => op.sent === 0 && !isMark(op)).map((op) => op.op_id)
  await db.ops.bulkDelete(said)
  await queueOp(store, { ...by, kind: 'session_undo', session, prev_op: op_id, participant: () => 0 })
  return true
}

/** Whether anybody is marked in it or walked in, as the screen shows it, anything is in question or refused, or it has ended. */
async function isUsed(db: ProfileDb, session: number, ops: OpRow[]): Promise<boolean> {
  const known = await db.sessions.get(session)
  if (!known || overlaid(known, ops).status === 'completed') return true
  const marked = new Set<string>(await db.presence_records.where('session').equals(session).primaryKeys())
  for (const op of ops.filter(isMark).sort((a, b) => a.seq_no - b.seq_no)) {
    if (op.state === null) marked.delete(op.key)
    else marked.add(op.key)
  }
  const [asked, told] = await Promise.all([
    db.sync_conflicts.where('session').equals(session).count(),
    db.attention.where('session').equals(session).count(),
  ])
  return marked.size + asked + told > 0 || ops.some((op) => op.kind === 'walk_in')
}
