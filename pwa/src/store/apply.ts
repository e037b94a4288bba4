/** Takes an answer of the server in, in ONE transaction: results, changes and cursor together or not at all (I27). */
import type { SyncReply } from '../base/wire'
import { type Answered, applyResults } from './answers'
import { ownsBase } from './base'
import { applyChanges, baseTables } from './changes'
import type { ProfileDb } from './db'
import { asGuest, dropIntroductions, forgetGuests } from './guests'
import { keepNames, namesNeeded } from './keep-names'
import { getMeta, putMeta, type SyncMeta } from './meta'
import { type Batch, understoodBy } from './outbox'
import { type AckedRow, type AttentionRow, isMark, type OpRow } from './rows'
import { beginShadow, gather, swapShadow } from './shadow'
import { asUnnamed, forgetSpots } from './spots'
import type { Store } from './store'
import { bareOp } from './travel'

export interface Applied {
  /** Ops of the request that were finally answered. */
  answered: number
  /** Ops of the request that stay in the queue: not named, not known, or to be tried again. */
  left: number
  /** Everything that still waits, of this request or not. */
  waiting: number
  /** The tablet stood where the request said, so the changes were taken. */
  moved: boolean
  reset: boolean
  /** The lists are not this page's to write: only what was said of the ops was taken in. */
  locked: boolean
}

/** The first protocol whose servers know `acked_version`; to others it would look like other content. */
const ACKED_SINCE = 2
const KEEP_ACKED = 14 * 24 * 3_600_000

/** Everything that one answer changes. `now` is the device's time. */
export async function applyReply(
  store: Store,
  batch: Batch,
  reply: SyncReply,
  now: number,
): Promise<Applied> {
  const { db } = store
  return store.durable(() => db.transaction('rw', allTables(db), async () => applyAll(db, batch, reply, now)))
}

/** Takes in what the server said of these ops, and nothing else of the reply: it was given to somebody with another scope. */
export async function applyAnswers(
  store: Store,
  batch: Batch,
  reply: SyncReply,
  now: number,
): Promise<Answered> {
  const { db } = store
  return store.durable(() =>
    db.transaction('rw', allTables(db), async () => answersOnly(db, batch, reply, now)),
  )
}

async function answersOnly(db: ProfileDb, batch: Batch, reply: SyncReply, now: number): Promise<Answered> {
  const { epoch, seen } = await getMeta(db, 'sync')
  const listed = epoch === reply.epoch && (await getMeta(db, 'base')) !== null
  return applyResults(db, believed(batch, reply), reply.results, now, listed ? { seen } : null)
}

async function locked(db: ProfileDb, batch: Batch, reply: SyncReply, now: number): Promise<Applied> {
  const outcome = await answersOnly(db, batch, reply, now)
  return { ...outcome, waiting: await waitingFor(db, reply), moved: false, reset: false, locked: true }
}

const allTables = (db: ProfileDb) => [
  ...baseTables(db),
  db.ops,
  db.acked,
  db.attention,
  db.tombstones,
  db.shadow,
  db.walk_ins,
  db.spots,
  db.meta,
  db.remote,
]

async function applyAll(db: ProfileDb, batch: Batch, reply: SyncReply, now: number): Promise<Applied> {
  if (!(await ownsBase(db))) return locked(db, batch, reply, now)
  const sync = await getMeta(db, 'sync')
  // An answer to a question asked from elsewhere (another tab was faster, a cache spoke) is no news about the feed.
  const standing = batch.run === (sync.shadow?.run ?? 0) && batch.cursor === (sync.shadow ?? sync).cursor
  // A server that lost its youngest answers says so by another epoch; one that nobody told of the restore, by a reset.
  const anew = sync.epoch !== reply.epoch || reply.reset === 'epoch'
  const restored = standing && sync.epoch !== null && anew
  if (restored) await requeueAcked(db, batch, reply.protocol, now)
  const outcome = await applyResults(
    db,
    believed(batch, reply),
    reply.results,
    now,
    standing && !restored ? { seen: sync.seen, coming: coming(sync, reply) } : null,
  )
  const names = standing && takesAway(sync, reply) ? await namesNeeded(db) : null
  const reset = standing && (await applyNews(db, sync, batch, reply, restored))
  if (standing) sync.epoch = reply.epoch
  sync.limits = reply.limits
  sync.protocol = reply.protocol
  await putMeta(db, 'sync', sync)
  await settleConflicts(db, now)
  await keepNames(db, names, now)
  await db.acked
    .where('acked_at')
    .below(now - KEEP_ACKED)
    .delete()
  await forgetGuests(db, now - KEEP_ACKED)
  await forgetSpots(db, now - KEEP_ACKED)
  return { ...outcome, waiting: await waitingFor(db, reply), moved: standing, reset, locked: false }
}

/** Whether people or sessions leave the lists with this answer. */
const takesAway = ({ shadow }: SyncMeta, { changes, has_more }: SyncReply): boolean =>
  shadow
    ? !has_more
    : changes.some(({ kind, deleted }) => deleted && (kind === 'participant' || kind === 'session'))

/** How many ops wait for this server; not those that it would not understand. */
function waitingFor(db: ProfileDb, { protocol }: SyncReply): PromiseLike<number> {
  const understood = understoodBy(protocol)
  return (understood ? db.ops.filter(understood) : db.ops).count()
}

/** The ops of the batch of which this server may judge. */
const believed = ({ ops }: Batch, { protocol }: SyncReply): OpRow[] => {
  const understood = understoodBy(protocol)
  return understood ? ops.filter(understood) : ops
}

/** Records that this answer puts into base itself, a few lines below. */
function coming(sync: SyncMeta, { reset, changes }: SyncReply): Map<string, number> {
  const records = changes.filter((change) => change.kind === 'presence_record')
  const taken = reset === null && sync.shadow === null
  return new Map(taken ? records.map((change) => [change.key, change.version]) : [])
}

/** The changes of the answer; true when they begin anew. */
async function applyNews(
  db: ProfileDb,
  sync: SyncMeta,
  batch: Batch,
  reply: SyncReply,
  restored: boolean,
): Promise<boolean> {
  // Asked from the beginning, an answer is a beginning whatever it calls itself.
  if ((reply.reset !== null || restored) && batch.cursor !== null) {
    await beginShadow(db, sync, reply.scope_tag)
    return true
  }
  const seen = Math.max(0, ...reply.changes.map((change) => change.version))
  const { shadow } = sync
  if (!shadow) {
    await applyChanges(db, reply.changes)
    Object.assign(sync, { cursor: reply.cursor, scope_tag: reply.scope_tag, seen: Math.max(sync.seen, seen) })
    sync.complete ||= !reply.has_more
    if (!reply.has_more) await dropIntroductions(db)
    return false
  }
  await gather(db, reply.changes)
  Object.assign(shadow, {
    cursor: reply.cursor,
    scope_tag: reply.scope_tag,
    seen: Math.max(shadow.seen, seen),
  })
  if (!reply.has_more) {
    await swapShadow(db)
    Object.assign(sync, {
      cursor: shadow.cursor,
      scope_tag: shadow.scope_tag,
      seen: shadow.seen,
      shadow: null,
    })
    sync.complete = true
  }
  return false
}

/** The server came back from a backup and may have forgotten answers that it gave: whatever it acknowledged lately is sent
 * again. It is harmless where nothing was lost, because an op_id counts once. */
async function requeueAcked(db: ProfileDb, batch: Batch, protocol: number, now: number): Promise<void> {
  const here = new Set(batch.ops.map((op) => op.op_id))
  const acked = await db.acked
    .where('acked_at')
    .above(now - KEEP_ACKED)
    .toArray()
  const server = acked.filter((row) => ['applied', 'same', 'conflict'].includes(row.outcome))
  const questions = await db.attention.where('outcome').equals('conflict').toArray()
  const again = [...server, ...questions].filter((row) => !here.has(row.op_id))
  for (const row of again) {
    const op = await asGuest(db, await asUnnamed(db, row))
    await db.ops.put({ ...op, ...acknowledged(row, protocol) })
  }
  await db.acked.bulkDelete(again.map((row) => row.op_id))
  await db.attention.bulkDelete(again.map((row) => row.op_id))
}

/** Under which version it stood: without it, marks that were made one upon the other would look like strangers to a server that
 * gives them new numbers. */
function acknowledged(row: AckedRow | AttentionRow, protocol: number): { acked_version?: number } {
  const stood = 'version' in row && isMark(row) && (row.outcome === 'applied' || row.outcome === 'same')
  return stood && row.version > 0 && protocol >= ACKED_SINCE ? { acked_version: row.version } : {}
}

/** A decided conflict answers the mark that was in question: base holds the decision. */
async function settleConflicts(db: ProfileDb, now: number): Promise<void> {
  const rows = await db.attention.where('outcome').equals('conflict').toArray()
  if (rows.length === 0) return
  const conflicts = await db.sync_conflicts.bulkGet(rows.map((row) => row.conflict_id ?? -1))
  const settled = rows.filter((_, at) => conflicts[at]?.open === 0)
  await db.acked.bulkPut(
    settled.map((row): AckedRow => ({ ...bareOp(row), outcome: row.outcome, version: 0, acked_at: now })),
  )
  await db.attention.bulkDelete(settled.map((row) => row.op_id))
}
