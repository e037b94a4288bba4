/** When a session really began and ended: said on the tablet, shown at once, sent like a mark. */
import type { Session } from '../base/wire'
import { type Marked, onceKept, saying } from './marks'
import { getMeta, putMeta } from './meta'
import { overlaid } from './overlay'
import { queueOp } from './queue-op'
import type { Plan } from './rows'
import { placeNow, putSpot } from './spots'
import type { Store } from './store'

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

export interface SpotWish extends Plan {
  marked_by: number
  now: number
}

export interface Begun extends Marked {
  /** By which this tablet calls the session for now: `/sessions/-12`. */
  session: number
}

/** Makes a session that no timetable planned and starts it, with or without a network. A tablet that carries some groups only
 * carries this one, too, from now on. */
export async function beginOnTheSpot(store: Store, wish: SpotWish): Promise<Begun> {
  const { db } = store
  const { marked_by, now, group, name, starts_at, ends_at } = wish
  const plan = { group, name, starts_at, ends_at }
  const made = await onceKept(store, async (): Promise<Begun> => {
    const create = await queueOp(store, {
      ...{ kind: 'session_create', plan, marked_by, now },
      participant: () => 0,
    })
    const { session: local, op_id } = create
    await putSpot(db, { local, op_id, plan, session: 0, named_at: 0 })
    const start = await queueOp(store, {
      ...{ kind: 'session_start', session: local, from: 'scheduled', marked_by, now },
      participant: () => 0,
    })
    await carry(db, group)
    const undo = { entries: [], made: [op_id, start.op_id], begun: local }
    return { ops: [create, start], undo, session: local }
  }, [db.sessions])
  return saying(store, made)
}

async function carry(db: Store['db'], group: number): Promise<void> {
  const subscription = await getMeta(db, 'subscription')
  if (!subscription?.groups || subscription.groups.includes(group)) return
  const groups = [...subscription.groups, group].sort((a, b) => a - b)
  await putMeta(db, 'subscription', { ...subscription, groups })
}

async function happen(
  store: Store,
  deed: SessionDeed,
  kind: 'session_start' | 'session_end',
  mayBe: (shown: Session) => boolean,
): Promise<Marked> {
  const { db } = store
  // The session lies in base, which a mark's transaction does not touch: what another tab says meanwhile is answered `same`.
  const known = await db.sessions.get(deed.session)
  const made = await onceKept(store, async (): Promise<Marked> => {
    const { session } = await placeNow(db, deed.session)
    const waiting = await db.ops.where('session').equals(session).toArray()
    const shown = known && overlaid({ ...known, id: session }, waiting)
    if (shown && !mayBe(shown)) return { ops: [], undo: { entries: [] } }
    const from = shown?.status ?? (kind === 'session_start' ? 'scheduled' : 'in_progress')
    const op = await queueOp(store, { ...deed, kind, from, participant: () => 0 })
    return { ops: [op], undo: { entries: [], made: [op.op_id] } }
  })
  return saying(store, made)
}
