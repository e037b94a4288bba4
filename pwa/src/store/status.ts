/** One line about where this tablet stands: what waits, what is in question, and when it last spoke with the server. */

import type { ProfileDb } from './db'
import { CALM, type Live, live } from './live'
import { getMeta, putMeta, type StatusMeta } from './meta'
import { isMark, isTime, keyOf, type OpRow, type StatusView } from './rows'
import type { Store } from './store'

const START: StatusView = {
  waiting: 0,
  sending: 0,
  times: 0,
  inQuestion: 0,
  refused: 0,
  lastSyncAt: null,
  phase: 'idle',
  detail: null,
  persisted: null,
  clockOffset: null,
  oldestAt: null,
  endsOn: null,
  misreadAt: null,
}

export const watchStatus = (store: Store): Live<StatusView> =>
  live(() => readStatus(store), START, { calm: CALM })

export async function readStatus({ db }: Store): Promise<StatusView> {
  // In one transaction: several of their own would cost a slow tablet a frame or two after every tap.
  const tables = [db.ops, db.attention, db.sync_conflicts, db.meta]
  const [queue, inQuestion, refused, status, clock, persisted] = await db.transaction('r', tables, () =>
    Promise.all([
      readQueue(db),
      questions(db),
      db.attention.where('outcome').notEqual('conflict').count(),
      getMeta(db, 'status'),
      getMeta(db, 'clock'),
      getMeta(db, 'persisted'),
    ]),
  )
  return {
    ...queue,
    inQuestion,
    refused,
    lastSyncAt: status.last_sync_at,
    phase: status.phase,
    detail: status.detail,
    persisted,
    clockOffset: clock?.offset ?? null,
    endsOn: status.ends_on ?? null,
    misreadAt: status.misread_at ?? null,
  }
}

type Queue = Pick<StatusView, 'waiting' | 'sending' | 'times' | 'oldestAt'>

/** Above this nobody counts along, and reading all of them after every tap would be felt: then operations are counted. */
const COUNTED = 1000

async function readQueue({ ops }: ProfileDb): Promise<Queue> {
  const first = await ops.orderBy('seq_no').limit(COUNTED).toArray()
  const oldestAt = first[0]?.marked_at ?? null
  if (first.length < COUNTED) return { ...tally(first), oldestAt }
  const sending = await ops.where('status').equals('inflight').count()
  return { waiting: (await ops.count()) - sending, sending, times: 0, oldestAt }
}

/** Counted as people count and as the sessions' cards do: one for each person of a session, however many operations that takes. */
function tally(ops: OpRow[]): Pick<StatusView, 'waiting' | 'sending' | 'times'> {
  const people = new Map<string, OpRow['status']>()
  for (const op of ops)
    if (isMark(op) || op.kind === 'walk_in') people.set(keyOf(op.session, op.participant), op.status)
  const sending = [...people.values()].filter((status) => status === 'inflight').length
  const times = ops.filter(isTime).length
  return { waiting: people.size - sending, sending, times }
}

/** Keys that wait for a decision: own marks, and marks of others that this tablet knows about. */
async function questions(db: ProfileDb): Promise<number> {
  const [own, open] = await Promise.all([
    db.attention.where('outcome').equals('conflict').toArray(),
    db.sync_conflicts.where('open').equals(1).toArray(),
  ])
  return new Set([...own, ...open].map((row) => row.key)).size
}

/** What the browser answered when asked not to evict this app's data. */
export const savePersisted = (store: Store, persisted: boolean): Promise<void> =>
  putMeta(store.db, 'persisted', persisted)

/** The engine's word about itself; kept in the database so that every tab shows the same. */
export async function savePhase({ db }: Store, change: Partial<StatusMeta>): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    const before = await getMeta(db, 'status')
    const after = { ...before, ...change }
    const same =
      before.phase === after.phase &&
      before.detail === after.detail &&
      (before.ends_on ?? null) === (after.ends_on ?? null) &&
      (before.misread_at ?? null) === (after.misread_at ?? null) &&
      before.last_sync_at === after.last_sync_at
    if (!same) await putMeta(db, 'status', after)
  })
}
