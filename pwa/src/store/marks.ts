/** The write path of marks on the tablet: every function is one strict transaction and resolves only when the disk has it. */
import type { Table } from 'dexie'
import { type Decision, decide, type Known, refusals, shownValue, type Value, type Wish } from './decide'
import { asCalledNow, keyNow, opNow } from './guests'
import { readKnown } from './known'
import { getMeta, putMeta } from './meta'
import { type AttentionRow, type Key, keyOf, type OpRow, partsOf } from './rows'
import { type By, sayNeverBegun, sayUndone } from './session-undo'
import { dropEmptySpot, placedNow } from './spots'
import type { Store } from './store'

export type { Wish } from './decide'

export interface UndoEntry {
  key: Key
  before: Value
  after: Value
  /** The op as it was before this action changed or dropped it in place. */
  was: OpRow | null
  /** The op this action made or changed; null when it dropped one. */
  made: { op_id: string; count: number } | null
  /** Refusals that this new mark answered. */
  dismissed: AttentionRow[]
}

export interface UndoToken {
  entries: UndoEntry[]
  /** Ops other than marks that this action made. */
  made?: string[]
  /** The session that this action began on the spot, by its first number: taken back whole or not at all. */
  begun?: number
}

export interface Marked {
  /** The ops that now carry the wishes; empty when everything was already so. */
  ops: OpRow[]
  undo: UndoToken
}

/** Marks, clears (`state: null`) or annotates one person. Rejects with a StoreFailure when nothing was saved. */
export const recordMark = (store: Store, wish: Wish): Promise<Marked> => recordMarks(store, [wish])

/** Many wishes, all or nothing, in one transaction. */
export async function recordMarks(store: Store, wishes: Wish[]): Promise<Marked> {
  return saying(store, await onceKept(store, () => write(store, wishes)))
}

/** Tells the screens and the engine what is on the disk now. */
export function saying<T extends Marked>(store: Store, marked: T): T {
  const { entries, made = [] } = marked.undo
  if (entries.length + made.length > 0) store.tellMarked({ put: marked.ops, gone: droppedBy(marked) })
  return marked
}

/** Changes the note of what is shown; without a state there is nothing to annotate. */
export const recordNote = (store: Store, wish: Omit<Wish, 'state'> & { note: string }): Promise<Marked> =>
  recordMarks(store, [wish])

export interface Undone {
  undone: number
  /** Keys that changed since and were left alone. */
  skipped: number
}

/** Takes an action back where the key has not changed since: never sent marks vanish, sent ones are answered by a new mark. */
export async function undo(store: Store, token: UndoToken, by: By): Promise<Undone> {
  const { sessions, acked, sync_conflicts } = store.db
  const more =
    token.begun !== undefined ? [sessions, acked, sync_conflicts] : token.made ? [sessions, acked] : []
  const undone = await store.durable(() => inMarkTransaction(store, () => takeBack(store, token, by), more))
  if (undone.undone > 0) store.tellMarked({ put: [], gone: [] })
  return undone
}

/** The person has read why a mark was refused. The op stays among the answered ones. */
export async function dismiss(store: Store, opId: string, now: number): Promise<void> {
  const { db } = store
  await store.durable(() =>
    db.transaction('rw', [db.attention, db.acked, db.ops, db.spots, db.sessions], async () => {
      const row = await db.attention.get(opId)
      if (!row || row.outcome === 'conflict') return
      await db.acked.put({ ...row, version: 0, acked_at: now })
      await db.attention.delete(opId)
      await dropEmptySpot(db, row.session)
    }),
  )
}

/** `more`: tables that the work needs beside those of marks. */
export function inMarkTransaction<T>({ db }: Store, work: () => Promise<T>, more: Table[] = []): Promise<T> {
  const tables = [db.ops, db.meta, db.attention, db.presence_records, db.walk_ins, db.spots, ...more]
  return db.transaction('rw', tables, async () => work())
}

/** One action of a person, in one transaction. A browser that loses its database may do so after the disk has everything: then the
 * second try finds the first one kept, and nobody walks in twice. */
export function onceKept<T extends Marked>(
  store: Store,
  work: () => Promise<T>,
  more: Table[] = [],
): Promise<T> {
  const tries: T[] = []
  return store.durable(() =>
    inMarkTransaction(
      store,
      async () => {
        const before = tries.pop()
        const made = before && (await isKept(store, before)) ? before : await work()
        tries.push(made)
        return made
      },
      more,
    ),
  )
}

async function isKept({ db }: Store, { ops }: Marked): Promise<boolean> {
  const found = await db.ops.bulkGet(ops.map((op) => op.op_id))
  return ops.length > 0 && found.every((op, at) => op?.edits.count === ops[at]?.edits.count)
}

/** The wishes' part of a transaction. */
export async function write({ db }: Store, said: Wish[]): Promise<Marked> {
  const wishes = await asCalledNow(db, await placedNow(db, said))
  const known = await readKnown(
    db,
    wishes.map((wish) => keyOf(wish.session, wish.participant)),
  )
  const counters = await getMeta(db, 'device')
  const first = counters.seq_no
  const entries = wishes.flatMap((wish) => {
    const key = keyOf(wish.session, wish.participant)
    const entry = settle(key, known.get(key), (at) => decide(wish, at, counters))
    return entry ? [entry] : []
  })
  const keys = [...new Set(entries.map((entry) => entry.key))]
  const put = keys.flatMap((key) => known.get(key).ops.filter((op) => op.sent === 0))
  const marked = { ops: put, undo: { entries } }
  const gone = droppedBy(marked)
  const dismissed = entries.flatMap((entry) => entry.dismissed.map((row) => row.op_id))
  if (put.length > 0) await db.ops.bulkPut(put)
  if (gone.length > 0) await db.ops.bulkDelete(gone)
  if (dismissed.length > 0) await db.attention.bulkDelete(dismissed)
  if (counters.seq_no !== first) await putMeta(db, 'device', counters)
  return marked
}

/** Ops that were taken out of the queue because their wish came back to what stands. */
function droppedBy({ ops, undo }: Marked): string[] {
  const kept = new Set(ops.map((op) => op.op_id))
  const dropped = undo.entries.flatMap(({ made, was }) => (made === null && was ? [was.op_id] : []))
  return dropped.filter((id) => !kept.has(id))
}

/** Carries a decision out on the knowledge in memory, so that a second wish for the same key builds on the first. */
function settle(key: Key, known: Known, choose: (known: Known) => Decision): UndoEntry | null {
  const before = shownValue(known)
  const decision = choose(known)
  const dismissed = refusals(known.attention)
  if (decision.kind === 'nothing' && dismissed.length === 0) return null
  known.attention = known.attention.filter((row) => !dismissed.includes(row))
  if (decision.kind === 'drop' || decision.kind === 'replace') known.ops = known.ops.slice(0, -1)
  if (decision.kind === 'add' || decision.kind === 'replace') known.ops = [...known.ops, decision.op]
  return {
    key,
    before,
    after: shownValue(known),
    was: decision.kind === 'drop' || decision.kind === 'replace' ? decision.was : null,
    made: 'op' in decision ? { op_id: decision.op.op_id, count: decision.op.edits.count } : null,
    dismissed,
  }
}

async function takeBack(store: Store, token: UndoToken, by: By): Promise<Undone> {
  const { db } = store
  if (token.begun !== undefined)
    return (await sayNeverBegun(store, token.begun, by))
      ? { undone: 1, skipped: 0 }
      : { undone: 0, skipped: 1 }
  const entries = await Promise.all(
    token.entries.map(async (entry) => ({
      ...entry,
      key: await keyNow(db, entry.key),
      was: entry.was && (await opNow(db, entry.was)),
      dismissed: await Promise.all(entry.dismissed.map((row) => opNow(db, row))),
    })),
  )
  const known = await readKnown(
    db,
    entries.map((entry) => entry.key),
  )
  const again: Wish[] = []
  const put = new Map<string, OpRow>()
  const drop = new Set<string>()
  const restored: AttentionRow[] = []
  let skipped = 0
  // Backwards: an action that touched a key twice is unwound in the order it was wound.
  for (const entry of [...entries].reverse()) {
    const at = known.get(entry.key)
    const back = unwind(entry, at)
    if (back === 'skip') skipped += 1
    else if (back === 'again') again.push(wishFor(entry, by))
    else {
      if (back.drop) {
        put.delete(back.drop)
        drop.add(back.drop)
      }
      if (back.put) put.set(back.put.op_id, back.put)
      restored.push(...entry.dismissed)
      at.ops = back.ops
    }
  }
  await db.ops.bulkDelete([...drop])
  await db.ops.bulkPut([...put.values()])
  await db.attention.bulkPut(restored)
  await write(store, again)
  const dropped = await dropMade(store, token.made ?? [], by)
  // A walk-in is taken back with its mark; alone stands what is no mark.
  if (entries.length === 0) return { undone: dropped, skipped: (token.made?.length ?? 0) - dropped }
  return { undone: entries.length - skipped, skipped }
}

/** Takes ops that are no marks out of the queue, if the server cannot know of them and nothing else refers to them. The start or
 * the end of a session, said alone, is taken back by an op of its own where the server may know of it. */
async function dropMade(store: Store, ids: string[], by: By): Promise<number> {
  const { db } = store
  let dropped = 0
  // Backwards: what was made last may build upon what was made first.
  for (const id of [...ids].reverse()) {
    const op = await db.ops.get(id)
    if (!op || op.sent === 1) {
      if (ids.length === 1 && (await sayUndone(store, op ?? (await db.acked.get(id)), by))) dropped += 1
      continue
    }
    const said = await db.ops
      .where('session')
      .equals(op.session)
      .filter((other) => other.ref === id || other.session_ref === id)
      .count()
    if (said > 0) continue
    await db.ops.delete(id)
    await db.walk_ins.where('op_id').equals(id).delete()
    dropped += 1
  }
  return dropped
}

function wishFor(entry: UndoEntry, by: By): Wish {
  return { ...partsOf(entry.key), state: entry.before.state, note: entry.before.note, ...by }
}

type Unwound = { drop: string | null; put: OpRow | null; ops: OpRow[] }

function unwind(entry: UndoEntry, known: Known): Unwound | 'again' | 'skip' {
  const last = known.ops.at(-1)
  if (!entry.made)
    return last && entry.was
      ? 'skip'
      : { drop: null, put: entry.was, ops: entry.was ? [entry.was] : known.ops }
  if (last?.op_id === entry.made.op_id && last.edits.count === entry.made.count && last.sent === 0) {
    const rest = known.ops.slice(0, -1)
    return entry.was
      ? { drop: null, put: entry.was, ops: [...rest, entry.was] }
      : { drop: last.op_id, put: null, ops: rest }
  }
  const shown = shownValue(known)
  const newer = last && last.op_id !== entry.made.op_id
  return !newer && shown.state === entry.after.state && shown.note === entry.after.note ? 'again' : 'skip'
}
