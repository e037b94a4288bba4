/** What the server said of each op: final answers take it out of the queue, everything else leaves it there (I24). */
import type { Change, OpResult, PresenceRecord } from '../base/wire'
import { applyChanges, applyProvisionalRow, provisional } from './changes'
import type { ProfileDb } from './db'
import { numbersIn, renumber, renumbered, revive } from './guests'
import { getMany } from './many'
import { overlaid, takesBackSession } from './overlay'
import { type AckedRow, type AttentionRow, isMark, type OpRow, type RecordRow } from './rows'
import { inPlace, nameSessions, placed, sessionsIn } from './spots'
import { bareOp } from './travel'

export interface Answered {
  answered: number
  left: number
}

/** How base stands to an answer. */
export interface Standing {
  /** How far base had read the feed when this was answered. */
  seen: number
  /** By their keys, the versions of records that the same answer brings whole. */
  coming?: ReadonlyMap<string, number>
}

/** `base` null: the answer says nothing about base. */
export async function applyResults(
  db: ProfileDb,
  sent: readonly OpRow[],
  given: readonly OpResult[],
  now: number,
  base: Standing | null,
): Promise<Answered> {
  const results = new Map<string, OpResult>()
  for (const result of given) if (!results.has(result.op_id)) results.set(result.op_id, result)
  // Read again: another tab may have taken in the same answer meanwhile.
  const ids = sent.map((op) => op.op_id)
  const rows = await getMany(db.ops, ids)
  const waiting = rows.flatMap((op) => (op ? [op] : []))
  const told = sessionsIn(waiting, results)
  await nameSessions(db, told, now)
  const found = waiting.map((op) => placed(op, told))
  const numbers = numbersIn(found, results)
  await renumber(db, numbers, now)
  const ops = found.map((op) => renumbered(op, numbers))
  const queued = await predecessorsIn(db, ops)
  const known: Change[] = []
  const acked: AckedRow[] = []
  const attention: AttentionRow[] = []
  const left: OpRow[] = []
  for (const op of ops) {
    const result = results.get(op.op_id)
    // Awaited only where the database is asked: after a hundred idle awaits in a row Dexie loses the transaction.
    const gone = result && missesItsMaker(op, result) ? await lost(db, op, now) : null
    const final = gone ?? (result ? finalRow(op, result, now) : null)
    if (!final) left.push(staying(op, result, queued))
    else if ('at' in final) attention.push(final)
    else acked.push(final)
    if (final && result && base !== null && !isMark(op)) await showDeed(db, op, result, base.seen)
    if (final && result && base !== null && isMark(op)) known.push(...shown(op, result, base))
  }
  await applyChanges(db, known)
  // A session that has to be made again has lost its number, for everything that waits.
  if (given.some((result) => result.reason === 'missing_ref'))
    for (const [at, op] of left.entries()) if (op.session_ref !== undefined) left[at] = await inPlace(db, op)
  const done = [...acked, ...attention].map((row) => row.op_id)
  await db.acked.bulkPut(acked)
  await db.attention.bulkPut(attention)
  await db.ops.bulkPut(left)
  await db.ops.bulkDelete(done)
  return { answered: done.length, left: left.length }
}

/** Where a finally answered op goes; null when the answer is not final or not known to this build (I24). */
function finalRow(op: OpRow, result: OpResult, now: number): AckedRow | AttentionRow | null {
  const bare = bareOp(op)
  const { outcome, reason, detail, conflict_id, version } = result
  if (outcome === 'applied' || outcome === 'same') return { ...bare, outcome, version, acked_at: now }
  if (outcome === 'conflict' || outcome === 'rejected' || outcome === 'quarantined') {
    return { ...bare, outcome, reason, detail, conflict_id, at: now }
  }
  return null
}

/** The op stays; if the server misses a predecessor that this tablet no longer holds, the next sending says so. */
function staying(op: OpRow, result: OpResult | undefined, queued: Set<string>): OpRow {
  const orphan = result?.outcome === 'retry' && result.reason === 'missing_prev' && op.prev_op !== null
  const row: OpRow = { ...op, status: 'queued', batch_id: null }
  return orphan && !queued.has(op.prev_op ?? '') ? { ...row, prev_gone: true } : row
}

const makersOf = ({ session_ref, ref }: OpRow): string[] =>
  [session_ref, ref].filter((id) => id !== undefined)

const missesItsMaker = (op: OpRow, { outcome, reason }: OpResult): boolean =>
  outcome === 'retry' && reason === 'missing_ref' && makersOf(op).length > 0

/** The server misses the walk_in or the session_create that this op refers to. If this tablet still has them, all are sent again;
 * without them nobody will ever know whom the mark meant: it is set aside for a person to see. */
async function lost(db: ProfileDb, op: OpRow, now: number): Promise<AttentionRow | null> {
  let here = true
  for (const id of makersOf(op)) here = (await revive(db, id)) && here
  if (here) return null
  const row = { ...bareOp(op), outcome: 'set_aside', reason: 'missing_ref' } as const
  return { ...row, detail: null, conflict_id: null, at: now }
}

/** What a mark's result tells of its record, where the feed has not been or will not be in a moment: base would not know it. */
function shown(op: OpRow, { version, current, outcome }: OpResult, { seen, coming }: Standing): Change[] {
  const { key } = op
  const known = current?.version ?? version
  if (known <= seen || known <= (coming?.get(key) ?? 0)) return []
  if (current) return [provisional({ key, version: known, record: { ...current, key } })]
  return outcome === 'applied' ? [provisional({ key, version, record: recordOf(op, version) })] : []
}

/** Which of the ops' predecessors still wait here. */
async function predecessorsIn(db: ProfileDb, ops: OpRow[]): Promise<Set<string>> {
  const wanted = ops.flatMap((op) => op.prev_op ?? [])
  return new Set((await getMany(db.ops, wanted)).flatMap((op) => op?.op_id ?? []))
}

/** A session that was started or ended here does not go back to its plan until the feed comes by, nor does one come back that was
 * begun by mistake. */
async function showDeed(db: ProfileDb, op: OpRow, result: OpResult, seen: number): Promise<void> {
  const session = await db.sessions.get(op.session)
  if (
    !session ||
    op.kind === 'walk_in' ||
    op.kind === 'session_create' ||
    result.outcome !== 'applied' ||
    result.version <= seen
  )
    return
  const data = takesBackSession(op) ? null : { ...overlaid(session, [op]), provisional: true }
  await applyProvisionalRow(db, 'session', String(session.id), result.version, data)
}

function recordOf(op: OpRow, version: number): RecordRow | null {
  if (op.state === null) return null
  const record: Omit<PresenceRecord, 'id'> = {
    session: op.session,
    participant: op.participant,
    presence_state: op.state,
    recorded_at: new Date(op.marked_at).toISOString(),
    recorded_by: op.marked_by,
    source_device_id: '',
    note: op.note,
    version,
  }
  return { ...record, id: null, key: op.key }
}
