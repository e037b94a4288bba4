/** A long roster in sections: by the first letter of the name that it is sorted by, or by the groups inside its group. */
import type { RosterRow } from '../../store'
import { fold } from '../../ui/fold'

export interface Section {
  /** Different for each section of a list. */
  key: string
  /** What stands above it; empty where the list is one piece. */
  label: string
  rows: readonly RosterRow[]
}

/** Shorter lists are taken in at a glance, or nearly. */
export const WORTH_SECTIONS = 40

/** For what does not begin with a letter. */
const OTHER = '#'

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** The first letter without accents, as a heading shows it. In scripts whose vowel signs hang on letters, the bare letter. */
export function letterOf(person: { first_name: string; last_name: string }): string {
  const name = person.last_name.trim() || person.first_name.trim()
  const [letter = ''] = fold(name)
  return /\p{L}/u.test(letter) ? letter.toLocaleUpperCase() : OTHER
}

/** One or two letters to know somebody by, in any script; never half of a composed one. */
export function initialsOf(person: { first_name: string; last_name: string }): string {
  const [first, last] = [initial(person.first_name), initial(person.last_name)]
  // Arabic letters would join into a word that nobody is called.
  return (first && last ? `${first}\u200c${last}` : first || last) || OTHER
}

function initial(name: string): string {
  for (const { segment } of graphemes.segment(name.trim()))
    if (/[\p{L}\p{N}]|\p{Extended_Pictographic}/u.test(segment)) return segment.toLocaleUpperCase()
  return ''
}

const letters = new WeakMap<RosterRow['participant'], string>()

/** Rows that follow each other under one letter. A row that did not change is not looked at again. */
export const byLetter = (rows: readonly RosterRow[]): Section[] =>
  inRuns(rows, ({ participant }) => {
    const letter = letters.get(participant) ?? letterOf(participant)
    letters.set(participant, letter)
    return letter
  })

/** One section for each group inside, in the order of their names; who is in none comes last.
 * @param groupOf names of the groups inside by participant; absent: in none */
export function byGroup(
  rows: readonly RosterRow[],
  groupOf: ReadonlyMap<number, string>,
  none: string,
): Section[] {
  const collator = new Intl.Collator(undefined, { numeric: true })
  const names = [...new Set(rows.map((row) => groupOf.get(row.participant.id)))]
  names.sort((a, b) => +(a === undefined) - +(b === undefined) || collator.compare(a ?? '', b ?? ''))
  return names.map((name) => ({
    key: name ?? '',
    label: name ?? none,
    rows: rows.filter((row) => groupOf.get(row.participant.id) === name),
  }))
}

export const inOnePiece = (rows: readonly RosterRow[]): Section[] => [{ key: '', label: '', rows }]

function inRuns(rows: readonly RosterRow[], labelOf: (row: RosterRow) => string): Section[] {
  const sections: { key: string; label: string; rows: RosterRow[] }[] = []
  for (const row of rows) {
    const label = labelOf(row)
    const last = sections.at(-1)
    if (last?.label === label) last.rows.push(row)
    else {
      const again = sections.filter((one) => one.label === label).length
      sections.push({ key: again ? `${label} ${again}` : label, label, rows: [row] })
    }
  }
  return sections
}

/** Every so many of them, the first always among them, so that no more than `most` are left. */
export function thinned<T>(all: readonly T[], most: number): T[] {
  const step = Math.max(1, Math.ceil(all.length / Math.max(1, most)))
  return all.filter((_, at) => at % step === 0)
}
