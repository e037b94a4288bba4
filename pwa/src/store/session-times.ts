/** When a session really began and ended: said on the tablet, shown at once, sent like a mark. */
import type { Session } from '../base/wire'
import { inMarkTransaction, type Marked, saying } from './marks'
import { overlaid } from './overlay'
import type { Store } from './store'
import { queueOp } from './walk-in'

export interface SessionDeed {
  session: number
  marked_by: number
  now: number
}

/** Starts a session now. Nothing happens when it is under way or over. */
export const startSession = (store: Store, deed: SessionDeed): Promise<Marked> =>
  happen(store, deed, 'session_start', (shown) => shown.status === 'scheduled')

/** Ends a session now, also one that nobody started. */
export const endSession = (store: Store, deed: SessionDeed): Promise<Marked> =>
  happen(store, deed, 'session_end', (shown) => shown.status !== 'completed')

async function happen(
  store: Store,
  deed: SessionDeed,
  kind: 'session_start' | 'session_end',
  mayBe: (shown: Session) => boolean,
): Promise<Marked> {
  const { db } = store
  // The session lies in base, which a mark's transaction does not touch: what another tab says meanwhile is answered `same`.
  const known = await db.sessions.get(deed.session)
  const made = await store.durable(() =>
    inMarkTransaction(store, async (): Promise<Marked> => {
      const waiting = await db.ops.where('session').equals(deed.session).toArray()
      if (known && !mayBe(overlaid(known, waiting))) return { ops: [], undo: { entries: [] } }
      const op = await queueOp(store, { ...deed, kind, participant: () => 0 })
      return { ops: [op], undo: { entries: [], made: [op.op_id] } }
    }),
  )
  return saying(store, made)
}
