/** The queue of unanswered ops: what goes into the next request, and what becomes of it when no answer comes. */
import type { Limits, Subscription, Waiting } from '../base/wire'
import type { ProfileDb } from './db'
import { getMeta, putMeta } from './meta'
import { takesBackSession } from './overlay'
import { type AttentionRow, isMark, type OpRow } from './rows'
import type { Store } from './store'
import { bareOp, wireOp } from './travel'

export interface Batch {
  batch_id: string
  ops: OpRow[]
  /** Where in the feed this request stands; an answer is only news if the tablet still stands there. */
  cursor: string | null
  scope_tag: string | null
  /** Number of the shadow pull it belongs to, 0 for none. */
  run: number
  /** By which setting of its clock the tablet sends. */
  clock_era: number
  subscription: Subscription | null
  waiting: Waiting
  limits: Limits
  /** Length of the ops as JSON. */
  size: number
}

/** How much may go into one request, given what the server allows. */
export type Allowance = (limits: Limits) => { maxOps: number; maxBytes: number }

const bytes = new TextEncoder()

/** Chooses the next batch and writes down that it is under way, before anything is sent: after a crash in between, the op counts
 * as sent and is never changed in place. */
export function takeBatch(store: Store, allow: Allowance, newBatchId: string): Promise<Batch> {
  const { db } = store
  const tables = [db.ops, db.attention, db.meta]
  return store.durable(() => db.transaction('rw', tables, async () => take(db, allow, newBatchId)))
}

async function take(db: ProfileDb, allow: Allowance, newBatchId: string): Promise<Batch> {
  const sync = await getMeta(db, 'sync')
  const { chosen, size } = await choose(db, allow(sync.limits), understoodBy(sync.protocol))
  const batch_id = sameSet(chosen, await countOf(db, chosen)) ?? newBatchId
  const ops = chosen.map((op): OpRow => {
    return { ...op, status: 'inflight', sent: 1, batch_id, attempts: op.attempts + 1 }
  })
  await db.ops.bulkPut(ops)
  const at = sync.shadow ?? { cursor: sync.cursor, scope_tag: sync.scope_tag, run: 0 }
  const { cursor, scope_tag, run } = at
  const { limits } = sync
  const subscription = await getMeta(db, 'subscription')
  const { clock_era } = await getMeta(db, 'device')
  const at_sending = { clock_era, subscription, waiting: await waiting(db), limits, size }
  return { batch_id, ops, cursor, scope_tag, run, ...at_sending }
}

/** The first protocol whose servers know sessions that a tablet made, and what takes a start or an end back. */
const SPOTS_SINCE = 2

type Understood = (op: OpRow) => boolean

/** What a server of this protocol would take for nonsense is kept back until a newer one answers. Null: nothing is. */
export function understoodBy(protocol: number | undefined): Understood | null {
  if (protocol === undefined || protocol >= SPOTS_SINCE) return null
  return ({ kind, session_ref }) =>
    kind !== 'session_create' && kind !== 'session_undo' && session_ref === undefined
}

async function choose(
  db: ProfileDb,
  { maxOps, maxBytes }: ReturnType<Allowance>,
  understood: Understood | null,
): Promise<{ chosen: OpRow[]; size: number }> {
  if (maxOps < 1) return { chosen: [], size: 0 }
  const travelling = await db.ops.where('status').equals('inflight').toArray()
  const upTo = maxOps + travelling.length
  const all = db.ops.orderBy('seq_no')
  const next = await (understood ? all.filter(understood) : all).limit(upTo).toArray()
  const oldest = behind(travelling, next).slice(0, maxOps)
  // A batch that got no answer is repeated as it was; what came later waits its turn.
  const repeated = oldest[0]?.batch_id ?? null
  const candidates = repeated === null ? oldest : oldest.filter((op) => op.batch_id === repeated)
  const chosen: OpRow[] = []
  let size = 0
  for (const op of candidates) {
    const more = bytes.encode(JSON.stringify(wireOp(op))).length + 1
    if (chosen.length > 0 && size + more > maxBytes) break
    size += more
    chosen.push(op)
  }
  return { chosen, size }
}

/** The ops that may go while others are under way: nothing overtakes what it builds upon. */
function behind(travelling: OpRow[], ops: OpRow[]): OpRow[] {
  if (travelling.length === 0) return ops
  const strands = new Set(travelling.map(strandOf))
  const ids = new Set(travelling.map((op) => op.op_id))
  const there = new Set(travelling.map((op) => op.session))
  const waits = (op: OpRow) =>
    ids.has(op.ref ?? '') || ids.has(op.session_ref ?? '') || (takesBackSession(op) && there.has(op.session))
  return ops.filter((op) => !strands.has(strandOf(op)) && !waits(op))
}

/** Ops of one strand are sent in their order: those of one record, and what concerns a session as a whole. */
const strandOf = (op: OpRow): string => (isMark(op) ? op.key : `session ${op.session}`)

async function countOf(db: ProfileDb, chosen: OpRow[]): Promise<number> {
  const id = chosen[0]?.batch_id
  // All in one message: row by row a long queue would take seconds.
  return id ? (await db.ops.toArray()).filter((op) => op.batch_id === id).length : 0
}

/** The batch id when exactly this set was sent before, else null. */
function sameSet(chosen: OpRow[], count: number): string | null {
  const id = chosen[0]?.batch_id ?? null
  return id !== null && count === chosen.length && chosen.every((op) => op.batch_id === id) ? id : null
}

/** What a profile still has to say to the server. */
export const readWaiting = ({ db }: Store): Promise<Waiting> => waiting(db)

async function waiting(db: ProfileDb): Promise<Waiting> {
  const [count, oldest, quarantined] = await Promise.all([
    db.ops.count(),
    db.ops.orderBy('seq_no').first(),
    db.attention.where('outcome').equals('set_aside').count(),
  ])
  return { count, oldest_at: oldest?.marked_at ?? null, quarantined }
}

/** Whether something waits that only the tablet that sent it may send again, under the id that it had. */
export const isBound = async ({ db }: Store): Promise<boolean> =>
  (await db.ops.filter((op) => op.sent === 1 || refers(op)).count()) > 0

const refers = (op: OpRow): boolean => op.ref !== undefined || op.session_ref !== undefined

/** No answer came: the screen says "waiting" again. The ops stay sent ones. */
export async function releaseBatch({ db }: Store, ids: string[] | 'all'): Promise<void> {
  await db.transaction('rw', db.ops, async () => {
    const rows = ids === 'all' ? db.ops.where('status').equals('inflight') : db.ops.where('op_id').anyOf(ids)
    await rows.modify({ status: 'queued' })
  })
}

/** An op that no server takes in, though it takes others: it leaves the queue for the person to see, nothing of it is lost. */
export async function setAside({ db }: Store, opId: string, detail: string, now: number): Promise<void> {
  await db.transaction('rw', db.ops, db.attention, async () => {
    const op = await db.ops.get(opId)
    if (!op) return
    const status = { status: 'queued', batch_id: null } as const
    const row: AttentionRow = {
      ...op,
      ...status,
      outcome: 'set_aside',
      reason: 'set_aside',
      detail,
      conflict_id: null,
      at: now,
    }
    await db.attention.put(row)
    await db.ops.delete(opId)
  })
}

/** The server has it in its tray, where an administrator finds it: it is this tablet's no longer. */
export async function handedOver({ db }: Store, opId: string, detail: string, now: number): Promise<void> {
  await db.transaction('rw', db.ops, db.attention, async () => {
    const op = (await db.ops.get(opId)) ?? (await db.attention.get(opId))
    if (!op) return
    const end = { outcome: 'quarantined', reason: 'quarantined', detail, conflict_id: null, at: now } as const
    await db.attention.put({ ...bareOp(op), ...end })
    await db.ops.delete(opId)
  })
}

/** Ops that no server has taken in, oldest first. */
export const readSetAside = async ({ db }: Store): Promise<AttentionRow[]> =>
  db.attention.where('outcome').equals('set_aside').sortBy('seq_no')

/** A new build of the app may be able to say what the old one could not: ops that were set aside are tried once more. */
export async function resendAfterUpdate({ db }: Store, build: string): Promise<number> {
  return db.transaction('rw', db.ops, db.attention, db.meta, async () => {
    if ((await getMeta(db, 'build')) === build) return 0
    await putMeta(db, 'build', build)
    const rows = await db.attention.where('outcome').equals('set_aside').toArray()
    await db.ops.bulkPut(rows.map(bareOp))
    await db.attention.bulkDelete(rows.map((row) => row.op_id))
    return rows.length
  })
}
