/** What a tap becomes: pure decisions about one key, without a database. */
import { uuid7 } from '../base/ids'
import { type AttentionRow, keyOf, type OpRow, type RecordRow } from './rows'

export interface Value {
  state: string | null
  note: string
}

/** A person's wish. `state` null clears, left out keeps what is shown; `note` left out keeps what is shown. */
export interface Wish {
  session: number
  /** op_id of the session_create, for a session that this tablet made. */
  session_ref?: string
  participant: number
  /** op_id of the walk_in, for a person whom the server has not numbered yet. */
  ref?: string
  state?: string | null
  note?: string
  marked_by: number
  now: number
}

/** Everything this tablet knows about one key. */
export interface Known {
  record: RecordRow | undefined
  /** Unanswered ops, oldest first. */
  ops: OpRow[]
  attention: AttentionRow[]
}

export interface Counters {
  seq_no: number
  clock_era: number
}

export type Decision =
  | { kind: 'nothing' }
  | { kind: 'add'; op: OpRow }
  | { kind: 'replace'; op: OpRow; was: OpRow }
  | { kind: 'drop'; was: OpRow }

const NOTHING: Value = { state: null, note: '' }
const EARLIER = 10

export const sameValue = (a: Value, b: Value): boolean => a.state === b.state && a.note === b.note

export const serverValue = (record: RecordRow | undefined): Value =>
  record ? { state: record.presence_state, note: record.note } : NOTHING

/** The own mark that waits for an administrator's decision. */
export const questioned = (attention: AttentionRow[]): AttentionRow | undefined =>
  attention
    .filter((row) => row.outcome === 'conflict')
    .sort((a, b) => a.seq_no - b.seq_no)
    .at(-1)

/** Marks the server refused or this tablet set aside. */
export const refusals = (attention: AttentionRow[]): AttentionRow[] =>
  attention.filter((row) => row.outcome !== 'conflict').sort((a, b) => a.seq_no - b.seq_no)

/** What the screen shows: the server's state overlaid with what this tablet still has to say. */
export function shownValue(known: Known): Value {
  const own = known.ops.at(-1) ?? questioned(known.attention)
  return own ? { state: own.state, note: own.note } : serverValue(known.record)
}

function target(wish: Wish, shown: Value): Value {
  const state = wish.state === undefined ? shown.state : wish.state
  return state === null ? NOTHING : { state, note: wish.note ?? shown.note }
}

export function decide(wish: Wish, known: Known, counters: Counters): Decision {
  const shown = shownValue(known)
  const wanted = target(wish, shown)
  if (sameValue(wanted, shown)) return { kind: 'nothing' }
  const last = known.ops.at(-1)
  if (last && last.sent === 0) return change(wish, wanted, last, known, counters)
  return { kind: 'add', op: fresh(wish, wanted, last, known.record, counters) }
}

/** A mark that never was part of a request is changed in place: one op says what several taps came to. */
function change(wish: Wish, wanted: Value, last: OpRow, known: Known, counters: Counters): Decision {
  const version = known.record?.version ?? 0
  const backToStart = last.prev_op === null && last.base_version === version && !questioned(known.attention)
  if (backToStart && sameValue(wanted, serverValue(known.record))) return { kind: 'drop', was: last }
  const was = { state: last.state, note: last.note, marked_at: last.marked_at }
  const op: OpRow = {
    ...last,
    ...spoken(wish, wanted, counters),
    // base_version stays: the person saw the own mark, not what the server may have sent since (I26).
    edits: { count: last.edits.count + 1, earlier: [...last.edits.earlier, was].slice(-EARLIER) },
  }
  return { kind: 'replace', op, was: last }
}

function spoken(wish: Wish, wanted: Value, counters: Counters) {
  const kind: OpRow['kind'] = wanted.state === null ? 'clear' : 'mark'
  return {
    kind,
    ...wanted,
    marked_at: Math.max(0, Math.trunc(wish.now)),
    marked_by: wish.marked_by,
    clock_era: counters.clock_era,
  }
}

function fresh(
  wish: Wish,
  wanted: Value,
  last: OpRow | undefined,
  record: RecordRow | undefined,
  counters: Counters,
): OpRow {
  counters.seq_no += 1
  return {
    op_id: uuid7(wish.now),
    seq_no: counters.seq_no,
    key: keyOf(wish.session, wish.participant),
    session: wish.session,
    ...(wish.session_ref === undefined ? {} : { session_ref: wish.session_ref }),
    participant: wish.participant,
    ...(wish.ref === undefined ? {} : { ref: wish.ref }),
    ...spoken(wish, wanted, counters),
    // Behind an unanswered own mark the decision was made looking at that mark, so its base is the base.
    base_version: last ? last.base_version : (record?.version ?? 0),
    prev_op: last?.op_id ?? null,
    edits: { count: 0, earlier: [] },
    status: 'queued',
    sent: 0,
    batch_id: null,
    attempts: 0,
  }
}
