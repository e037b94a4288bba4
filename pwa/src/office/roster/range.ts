/** Names that count up, as the server makes them: rooms 101 to 140, sections A to F. */
import { fail, ok, type Result } from '../../base/result'

export interface Range {
  /** What stands before and behind what counts. */
  before: string
  after: string
  first: string
  last: string
  step: string
}

/** Why these are no names: nothing typed yet, no digits or letters, two kinds, the wrong way round, too many, a brace. */
export type RangeFault = 'empty' | 'label' | 'kinds' | 'order' | 'many' | 'step' | 'brace'

export const MOST = 500
const LABEL = /^(?:[0-9]{1,9}|[A-Z]{1,3}|[a-z]{1,3})$/
const A = 65

export function namesOf({ before, after, first, last, step }: Range): Result<string[], RangeFault> {
  if (first === '' || last === '') return fail('empty')
  if (/[{}]/.test(before + after)) return fail('brace')
  if (!LABEL.test(first) || !LABEL.test(last)) return fail('label')
  if (kindOf(first) !== kindOf(last)) return fail('kinds')
  const by = step === '' ? 1 : Number(step)
  if (!Number.isInteger(by) || by < 1 || by > 100) return fail('step')
  const [start, end] = [worthOf(first), worthOf(last)]
  if (end < start) return fail('order')
  const count = Math.floor((end - start) / by) + 1
  if (count > MOST) return fail('many')
  return ok(Array.from({ length: count }, (_, at) => before + labelOf(start + at * by, first) + after))
}

/** As `POST /groups/range` takes it. */
export const patternOf = ({ before, after }: Range): string => `${before}{}${after}`

type LabelKind = 'digits' | 'small' | 'capital'

function kindOf(label: string): LabelKind {
  if (/^\d/.test(label)) return 'digits'
  return label === label.toLowerCase() ? 'small' : 'capital'
}

function worthOf(label: string): number {
  if (kindOf(label) === 'digits') return Number(label)
  return [...label.toUpperCase()].reduce((value, letter) => value * 26 + letter.charCodeAt(0) - A + 1, 0)
}

/** Of the kind of `like`; digits are as wide as it is. */
function labelOf(value: number, like: string): string {
  const kind = kindOf(like)
  if (kind === 'digits') return String(value).padStart(like.length, '0')
  let letters = ''
  for (let rest = value; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(A + ((rest - 1) % 26)) + letters
  return kind === 'small' ? letters.toLowerCase() : letters
}

/** The first and the last of many names; null stands for those between. */
export function endsOf(names: readonly string[], shown = 6): (string | null)[] {
  if (names.length <= shown) return [...names]
  return [...names.slice(0, shown - 1), null, ...names.slice(-1)]
}
