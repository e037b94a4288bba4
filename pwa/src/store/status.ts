/** One line about where this tablet stands: what waits, what is in question, and when it last spoke with the server. */

import type { ProfileDb } from './db'
import { CALM, type Live, live } from './live'
import { getMeta, putMeta, type StatusMeta } from './meta'
import type { StatusView } from './rows'
import type { Store } from './store'

const START: StatusView = {
  waiting: 0,
  sending: 0,
  inQuestion: 0,
  refused: 0,
  lastSyncAt: null,
  phase: 'idle',
  detail: null,
  persisted: null,
  clockOffset: null,
  oldestAt: null,
}

export const watchStatus = (store: Store): Live<StatusView> =>
  live(() => readStatus(store), START, { calm: CALM })

export async function readStatus({ db }: Store): Promise<StatusView> {
  const [waiting, sending, inQuestion, refused, oldest, status, clock, persisted] = await Promise.all([
    db.ops.where('status').equals('queued').count(),
    db.ops.where('status').equals('inflight').count(),
    questions(db),
    db.attention.where('outcome').notEqual('conflict').count(),
    db.ops.orderBy('seq_no').first(),
    getMeta(db, 'status'),
    getMeta(db, 'clock'),
    getMeta(db, 'persisted'),
  ])
  return {
    waiting,
    sending,
    inQuestion,
    refused,
    lastSyncAt: status.last_sync_at,
    phase: status.phase,
    detail: status.detail,
    persisted,
    clockOffset: clock?.offset ?? null,
    oldestAt: oldest?.marked_at ?? null,
  }
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
      before.last_sync_at === after.last_sync_at
    if (!same) await putMeta(db, 'status', after)
  })
}
