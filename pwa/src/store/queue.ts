/** Every mark that is not simply on the server, with the names a person needs to recognise it. */
import type { ProfileDb } from './db'
import { guestRow } from './guests'
import { readLeft } from './left'
import { CALM, type Live, live } from './live'
import { getMany } from './many'
import { takesBackSession } from './overlay'
import { reasonInWords } from './reasons'
import { type AttentionRow, type ConflictRow, isMark, isTime, keyOf, type OpKind, type OpRow } from './rows'
import type { Store } from './store'

export interface QueuedMark {
  op_id: string
  kind: OpKind | 'session_taken_back'
  where: 'waiting' | 'sending' | 'in_question' | 'refused' | 'kept' | 'sent'
  /** Empty for what concerns a whole session. */
  person: string
  session: number
  sessionName: string
  /** null: a cleared mark. */
  state: string | null
  marked_at: number
  /** Why it was refused, in words. */
  reason: string | null
  conflict: number | null
  /** How many marks of the same person in this session wait behind it: all are sent, and this one is what stands. */
  earlier: number
}

export interface QueueView {
  loaded: boolean
  marks: QueuedMark[]
  /** How many there are beyond those listed. */
  more: number
  /** How many of all the server has never finally answered. */
  unheard: number
}

// A day without a network may leave thousands; a person reads the newest.
const LISTED = 200

export const watchQueue = (store: Store): Live<QueueView> =>
  live<QueueView>(() => readQueue(store), { loaded: false, marks: [], more: 0, unheard: 0 }, { calm: CALM })

export async function readQueue({ db }: Store): Promise<QueueView> {
  const [attention, open, ops, waiting] = await Promise.all([
    db.attention.toArray(),
    db.sync_conflicts.where('open').equals(1).toArray(),
    db.ops.orderBy('seq_no').reverse().limit(LISTED).toArray(),
    db.ops.count(),
  ])
  const own = new Set(attention.filter((row) => row.outcome === 'conflict').map((row) => row.key))
  const others = open.filter((row) => !own.has(row.key))
  const settled = [...attention.sort((a, b) => b.at - a.at).map(ofAttention), ...others.map(ofConflict)]
  const shown = lines(ops)
  const listed = [...settled, ...shown].slice(0, LISTED)
  return {
    loaded: true,
    marks: await named(db, listed),
    more: settled.length + waiting - (ops.length - shown.length) - listed.length,
    unheard: waiting + attention.filter((row) => row.outcome === 'set_aside').length,
  }
}

/** Line by line as the status counts (status.ts): one for each person of a session, whether they walked in, were marked or marked
 * again, and one for each time of it. `ops` comes newest first. */
function lines(ops: OpRow[]): Unnamed[] {
  const timed = new Set(ops.filter(isTime).map((op) => op.session))
  const people = new Map<string, Unnamed>()
  const found: Unnamed[] = []
  for (const op of ops) {
    const key = isMark(op) || op.kind === 'walk_in' ? keyOf(op.session, op.participant) : null
    const newest = key === null ? undefined : people.get(key)
    if (newest) newest.earlier += isMark(op) ? 1 : 0
    // A session that was made here has begun here: its start says so.
    if (newest || (op.kind === 'session_create' && timed.has(op.session))) continue
    const line = ofOp(op)
    found.push(line)
    if (key !== null) people.set(key, line)
  }
  return found
}

/** What the server has answered with yes, newest first: proof for the person that a mark went out. */
export const watchSent = (store: Store): Live<SentView> =>
  live<SentView>(() => readSent(store), { loaded: false, marks: [], more: 0 }, { calm: CALM })

export interface SentView {
  loaded: boolean
  marks: (QueuedMark & { at: number })[]
  more: number
}

const SENT_LISTED = 50

export async function readSent({ db }: Store): Promise<SentView> {
  const [rows, all] = await Promise.all([
    db.acked.orderBy('acked_at').reverse().limit(SENT_LISTED).toArray(),
    db.acked.count(),
  ])
  const marks = await named(
    db,
    rows.map((row) => ({
      ...row,
      kind: kindOf(row),
      where: 'sent' as const,
      reason: null,
      conflict: null,
      earlier: 0,
    })),
  )
  return {
    loaded: true,
    marks: marks.map((mark, n) => ({ ...mark, at: rows[n]?.acked_at ?? 0 })),
    more: all - rows.length,
  }
}

type Unnamed = Omit<QueuedMark, 'person' | 'sessionName'> & { participant: number }

const kindOf = (op: OpRow): QueuedMark['kind'] => (takesBackSession(op) ? 'session_taken_back' : op.kind)

const ofOp = (op: OpRow): Unnamed => ({
  ...op,
  kind: kindOf(op),
  where: op.status === 'inflight' ? 'sending' : 'waiting',
  reason: null,
  conflict: null,
  earlier: 0,
})

const ofAttention = (row: AttentionRow): Unnamed =>
  row.outcome === 'conflict'
    ? { ...row, where: 'in_question', reason: null, conflict: row.conflict_id, earlier: 0 }
    : {
        ...row,
        kind: kindOf(row),
        where: row.outcome === 'quarantined' ? 'kept' : 'refused',
        reason: reasonInWords(row.outcome, row.reason, row.detail),
        conflict: null,
        earlier: 0,
      }

/** A question between other tablets, which this one knows from the feed. */
const ofConflict = (row: ConflictRow): Unnamed => ({
  op_id: `conflict ${row.id}`,
  kind: 'mark',
  where: 'in_question',
  participant: row.participant,
  session: row.session,
  state: row.version_a_data.presence_state,
  marked_at: Date.parse(row.created_at),
  reason: null,
  conflict: row.id,
  earlier: 0,
})

async function named(db: ProfileDb, rows: Unnamed[]): Promise<QueuedMark[]> {
  const [people, guests, sessions, left] = await Promise.all([
    getMany(
      db.participants,
      rows.map((row) => row.participant),
    ),
    getMany(
      db.walk_ins,
      rows.map((row) => row.participant),
    ),
    getMany(
      db.sessions,
      rows.map((row) => row.session),
    ),
    readLeft(db),
  ])
  return rows.map((row, at) => {
    const guest = guests[at]
    const person =
      people[at] ?? (guest && guestRow(guest.local, guest.person)) ?? left.people[row.participant]
    const unknown = row.participant === 0 ? '' : `#${row.participant}`
    return {
      op_id: row.op_id,
      kind: row.kind,
      where: row.where,
      person: person ? `${person.first_name} ${person.last_name}`.trim() : unknown,
      session: row.session,
      sessionName: sessions[at]?.name ?? left.sessions[row.session] ?? `#${row.session}`,
      state: row.state,
      marked_at: row.marked_at,
      reason: row.reason,
      conflict: row.conflict,
      earlier: row.earlier,
    }
  })
}
