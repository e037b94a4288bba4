/** Makes roster rows from what the tables hold: pure, and a row in which nothing changed stays the same object. */
import { type Known, questioned, refusals, serverValue, shownValue } from './decide'
import { mayPass, reasonInWords } from './reasons'
import {
  type AttentionRow,
  type ConflictRow,
  isMark,
  type Key,
  keyOf,
  type OpRow,
  type Participant,
  type RecordRow,
  type RosterRow,
  type Where,
} from './rows'

export interface Sources {
  people: Participant[]
  records: RecordRow[]
  ops: OpRow[]
  attention: AttentionRow[]
  conflicts: ConflictRow[]
}

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })
export const byName = (a: Participant, b: Participant): number =>
  collator.compare(a.last_name, b.last_name) || collator.compare(a.first_name, b.first_name) || a.id - b.id

const group = <T extends { key: Key }>(rows: T[]): Map<Key, T[]> => {
  const map = new Map<Key, T[]>()
  for (const row of rows) map.get(row.key)?.push(row) ?? map.set(row.key, [row])
  return map
}

export function buildRoster(sources: Sources, session: number, last?: Map<Key, RosterRow>): RosterRow[] {
  const records = new Map(sources.records.map((record) => [record.key, record]))
  const ops = group(sources.ops.filter(isMark))
  const attention = group(sources.attention)
  const conflicts = group(sources.conflicts)
  return sources.people.map((person) => {
    const key = keyOf(session, person.id)
    const known: Known = {
      record: records.get(key),
      ops: ops.get(key) ?? [],
      attention: attention.get(key) ?? [],
    }
    const row = rosterRow(key, person, known, conflicts.get(key)?.at(-1) ?? null)
    const before = last?.get(key)
    return before && sameRow(before, row) ? before : row
  })
}

function rosterRow(key: Key, person: Participant, known: Known, conflict: ConflictRow | null): RosterRow {
  const own = known.ops.at(-1)
  const question = questioned(known.attention)
  const refused = own || question ? undefined : refusals(known.attention).at(-1)
  const recorded = known.record ? Date.parse(known.record.recorded_at) : Number.NaN
  const server = serverValue(known.record)
  return {
    key,
    participant: {
      id: person.id,
      first_name: person.first_name,
      last_name: person.last_name,
      identifier: person.identifier,
    },
    ...shownValue(known),
    where: where(own, question, conflict, refused, known.record),
    reason: refused ? reasonInWords(refused.outcome, refused.reason, refused.detail) : null,
    conflict,
    base_version: known.record?.version ?? 0,
    marked_at: (own ?? question ?? refused)?.marked_at ?? (Number.isNaN(recorded) ? null : recorded),
    serverState: server.state,
    serverNote: server.note,
    attempted: refused?.state,
    again: refused !== undefined && mayPass(refused.outcome, refused.reason),
    refusedOp: refused?.op_id ?? null,
  }
}

function where(
  own: OpRow | undefined,
  question: unknown,
  conflict: unknown,
  refused: unknown,
  record: unknown,
): Where {
  if (own) return own.status === 'inflight' ? 'sending' : 'waiting'
  if (question || conflict) return 'in_question'
  if (refused) return 'refused'
  return record ? 'server' : 'unmarked'
}

const FLAT = [
  'state',
  'note',
  'where',
  'reason',
  'base_version',
  'marked_at',
  'serverState',
  'serverNote',
  'attempted',
  'again',
  'refusedOp',
] as const
const PERSON = ['id', 'first_name', 'last_name', 'identifier'] as const

function sameRow(a: RosterRow, b: RosterRow): boolean {
  const conflict = a.conflict?.id === b.conflict?.id && a.conflict?.version === b.conflict?.version
  return (
    conflict &&
    FLAT.every((field) => a[field] === b[field]) &&
    PERSON.every((field) => a.participant[field] === b.participant[field])
  )
}
