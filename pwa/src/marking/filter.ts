import type { RosterRow } from '../store'
import { fold, matcher } from '../ui/fold'

export type Show = 'all' | 'unmarked' | 'in_question' | 'refused'

type Named = RosterRow['participant']
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Khmer}\p{sc=Lao}]/u
const folded = new WeakMap<Named, string>()

function nameOf(person: Named): string {
  let text = folded.get(person)
  if (text === undefined) {
    const { first_name: first, last_name: last, identifier } = person
    // Where words are written without spaces, a whole name is typed in one: family name first, or last.
    const joined = UNSPACED.test(first + last) ? `${last}${first} ${first}${last}` : ''
    text = fold(`${first} ${last} ${identifier ?? ''} ${joined}`)
    folded.set(person, text)
  }
  return text
}

/** Nobody has said anything about this person: "all present" may. A refusal or a question needs a look first. */
export const isRemaining = (row: RosterRow): boolean =>
  row.state === null && row.where !== 'refused' && row.where !== 'in_question'

/** A refused mark leaves the person without one, so it counts as unmarked too. */
function belongs(row: RosterRow, show: Show): boolean {
  if (show === 'unmarked') return row.state === null
  if (show === 'in_question') return row.conflict !== null
  if (show === 'refused') return row.where === 'refused'
  return true
}

/** The rows to show for a filter and a search, in the roster's order. */
export function filterRows(rows: readonly RosterRow[], show: Show, query: string): RosterRow[] {
  const found = query.trim() === '' ? null : matcher(query)
  return rows.filter((row) => belongs(row, show) && (found === null || found(nameOf(row.participant))))
}

/** People whose name or identifier matches, by name. */
export function matchingNames<T extends Named>(people: readonly T[], query: string): T[] {
  const found = matcher(query)
  return people
    .filter((person) => found(nameOf(person)))
    .sort((a, b) => a.last_name.localeCompare(b.last_name) || a.first_name.localeCompare(b.first_name))
}

export function sizes(rows: readonly RosterRow[]): Record<Show, number> {
  const size = (show: Show) => rows.reduce((sum, row) => sum + Number(belongs(row, show)), 0)
  return {
    all: rows.length,
    unmarked: size('unmarked'),
    in_question: size('in_question'),
    refused: size('refused'),
  }
}
