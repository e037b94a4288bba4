/** A session as the server told it, with what this tablet has still to say of its start and end. */
import type { Session } from '../base/wire'
import type { ProfileDb } from './db'
import type { OpRow } from './rows'

const iso = (ms: number): string => new Date(ms).toISOString()

/** Whether it takes back a session that was begun here by mistake, as a whole, and not only a start or an end. */
export const takesBackSession = ({ kind, prev_op, session_ref }: OpRow): boolean =>
  kind === 'session_undo' && prev_op !== null && prev_op === session_ref

/** Sessions that are taken back and of which the server has not said that they are gone: no screen shows them any more. */
export async function takenBack(db: ProfileDb): Promise<Set<number>> {
  const undos = await db.ops.where('key').startsWith('session_undo ').toArray()
  return new Set(undos.filter(takesBackSession).map((op) => op.session))
}

/** A session as the screen shows it: the server's row and what this tablet still has to say of it. */
export function overlaid<T extends Session>(session: T, ops: OpRow[]): T {
  const shown = { ...session }
  for (const op of [...ops].sort((a, b) => a.seq_no - b.seq_no)) {
    if (op.session !== session.id) continue
    if (op.kind === 'session_start' && shown.status === 'scheduled') {
      shown.status = 'in_progress'
      shown.actual_start_at ??= iso(op.marked_at)
    }
    if (op.kind === 'session_end' && shown.status !== 'completed') {
      shown.status = 'completed'
      shown.actual_start_at ??= [session.scheduled_start_at, iso(op.marked_at)].sort()[0] ?? null
      shown.actual_end_at ??= iso(op.marked_at)
    }
    if (op.kind === 'session_undo') {
      shown.status = op.from ?? shown.status
      if (shown.status !== 'completed') shown.actual_end_at = null
      if (shown.status === 'scheduled') shown.actual_start_at = null
    }
  }
  return shown
}
