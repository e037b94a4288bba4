/** An op as it travels, and as it lies in the queue when it is put back there. */
import type { WireOp } from '../base/wire'
import type { Newcomer, OpRow, Plan } from './rows'

/** Made from the stored row alone, so that it is the same at every sending (I25); `prev_gone` only says that this tablet cannot
 * name a predecessor any more, `acked_version` only what a server said of it before its backup was restored. */
export function wireOp(op: OpRow): WireOp {
  const { op_id, seq_no, kind, base_version, prev_op, marked_at, clock_era, marked_by } = op
  return {
    op_id,
    seq_no,
    kind,
    ...meant(op),
    base_version,
    prev_op,
    ...(op.prev_gone ? { prev_gone: true as const } : {}),
    ...(op.acked_version ? { acked_version: op.acked_version } : {}),
    marked_at,
    clock_era,
    marked_by,
  }
}

type Meant = Pick<WireOp, 'session' | 'participant' | 'state' | 'note' | 'edits'> & Partial<Newcomer & Plan>

function meant(op: OpRow): Meant {
  if (op.kind === 'session_create') return op.plan ?? {}
  // A session that was made here is called by its session_create, also after this tablet has learnt the number.
  const session = op.session_ref === undefined ? op.session : { ref: op.session_ref }
  if (op.kind === 'walk_in') return { session, ...(op.person ?? { participant: op.participant }) }
  if (op.kind.startsWith('session_')) return { session }
  return {
    session,
    // Somebody who walked in is called by the walk_in, also after this tablet has learnt the number.
    participant: op.ref === undefined ? op.participant : { ref: op.ref },
    ...(op.state === null ? {} : { state: op.state }),
    note: op.note,
    edits: op.edits,
  }
}

/** The op inside a row of another table, as one that was sent and has no answer. */
export function bareOp(row: OpRow): OpRow {
  const { op_id, seq_no, kind, key, session, participant, state, note, base_version, prev_op } = row
  const { marked_at, clock_era, marked_by, edits, attempts, ref, person, prev_gone, acked_version } = row
  const { session_ref, plan, from } = row
  return {
    op_id,
    seq_no,
    kind,
    key,
    session,
    ...(session_ref === undefined ? {} : { session_ref }),
    ...(plan === undefined ? {} : { plan }),
    ...(from === undefined ? {} : { from }),
    participant,
    ...(ref === undefined ? {} : { ref }),
    ...(person === undefined ? {} : { person }),
    state,
    note,
    base_version,
    prev_op,
    ...(prev_gone ? { prev_gone } : {}),
    ...(acked_version ? { acked_version } : {}),
    marked_at,
    clock_era,
    marked_by,
    edits,
    attempts,
    status: 'queued',
    sent: 1,
    batch_id: null,
  }
}
