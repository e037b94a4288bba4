/** Makes roster rows from what the tables hold: pure, and a row in which nothing changed stays the same object. */
import { type Known, questioned, refusals, serverValue, shownValue } from './decide'
import { mayPass, reasonInWords } from './reasons'
import type { ByKey } from './roster-keys'
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
  records: ByKey<RecordRow>
  ops: ByKey<OpRow>
  attention: ByKey<AttentionRow>
  conflicts: ByKey<ConflictRow>
}

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })
export const byName = (a: Participant, b: Participant): number =>
  collator.compare(a.last_name, b.last_name) || collator.compare(a.first_name, b.first_name) || a.id - b.id

/** What a row was made from. */
interface Made {
  person: Participant
  parts: readonly unknown[]
  row: RosterRow
}

const NONE: readonly never[] = []

/** Makes the rows of a session again and again; one in which nothing changed stays the same object and is not even looked at.
 * Where no row changed the whole list stays the same. */
export function rosterBuilder(session: number): (sources: Sources) => RosterRow[] {
  let made = new Map<number, Made>()
  let last: RosterRow[] = []
  return ({ people, records, ops, attention, conflicts }) => {
    const now = new Map<number, Made>()
    for (const person of people) {
      const before = made.get(person.id)
      const key = before?.row.key ?? keyOf(session, person.id)
      const parts = [records.get(key), ops.get(key), attention.get(key), conflicts.get(key)] as const
      const same = before?.person === person && parts.every((part, at) => part === before.parts[at])
      now.set(person.id, same ? before : make(key, person, parts, before?.row))
    }
    made = now
    const rows = people.map((person) => (now.get(person.id) as Made).row)
    const changed = rows.length !== last.length || rows.some((row, at) => row !== last[at])
    last = changed ? rows : last
    return last
  }
}

type Parts = readonly [
  readonly RecordRow[] | undefined,
  readonly OpRow[] | undefined,
  readonly AttentionRow[] | undefined,
  readonly ConflictRow[] | undefined,
]

function make(key: Key, person: Participant, parts: Parts, before: RosterRow | undefined): Made {
  const [records, ops = NONE, attention = NONE, conflicts] = parts
  const known: Known = { record: records?.at(-1), ops: ops.filter(isMark), attention: [...attention] }
  const row = rosterRow(key, person, known, conflicts?.at(-1) ?? null)
  return { person, parts, row: before && sameRow(before, row) ? before : row }
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
