/** Every mark that is not simply on the server, with the names a person needs to recognise it. */
import type { ProfileDb } from './db'
import { type Live, live } from './live'
import { reasonInWords } from './reasons'
import type { AttentionRow, OpRow } from './rows'
import type { Store } from './store'

export interface QueuedMark {
  op_id: string
  where: 'waiting' | 'sending' | 'in_question' | 'refused'
  person: string
  session: number
  sessionName: string
  /** null: a cleared mark. */
  state: string | null
  marked_at: number
  /** Why it was refused, in words. */
  reason: string | null
  conflict: number | null
}

export interface QueueView {
  loaded: boolean
  marks: QueuedMark[]
  /** How many there are beyond those listed. */
  more: number
}

// A day without a network may leave thousands; a person reads the newest.
const LISTED = 200

export const watchQueue = (store: Store): Live<QueueView> =>
  live<QueueView>(() => readQueue(store), { loaded: false, marks: [], more: 0 })

async function readQueue({ db }: Store): Promise<QueueView> {
  const [attention, ops, waiting] = await Promise.all([
    db.attention.toArray(),
    db.ops.orderBy('seq_no').reverse().limit(LISTED).toArray(),
    db.ops.count(),
  ])
  const rows = [...attention.sort((a, b) => b.at - a.at), ...ops]
  const listed = rows.slice(0, LISTED)
  const marks = await named(db, listed)
  return { loaded: true, marks, more: attention.length + waiting - listed.length }
}

async function named(db: ProfileDb, rows: (OpRow | AttentionRow)[]): Promise<QueuedMark[]> {
  const [people, sessions] = await Promise.all([
    db.participants.bulkGet(rows.map((row) => row.participant)),
    db.sessions.bulkGet(rows.map((row) => row.session)),
  ])
  return rows.map((row, at) => {
    const person = people[at]
    return {
      op_id: row.op_id,
      ...whereabouts(row),
      person: person ? `${person.first_name} ${person.last_name}`.trim() : `#${row.participant}`,
      session: row.session,
      sessionName: sessions[at]?.name ?? `#${row.session}`,
      state: row.state,
      marked_at: row.marked_at,
    }
  })
}

function whereabouts(row: OpRow | AttentionRow): Pick<QueuedMark, 'where' | 'reason' | 'conflict'> {
  if (!('outcome' in row))
    return { where: row.status === 'inflight' ? 'sending' : 'waiting', reason: null, conflict: null }
  if (row.outcome === 'conflict') return { where: 'in_question', reason: null, conflict: row.conflict_id }
  return { where: 'refused', reason: reasonInWords(row.outcome, row.reason, row.detail), conflict: null }
}
