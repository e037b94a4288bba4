/** What a column of a file can hold, as choices of a form, and back. */
import { t } from '../../base/text'
import type { Import } from './props'

const FIXED = [
  'identifier',
  'external_id',
  'first_name',
  'last_name',
  'full_name',
  'date_of_birth',
  'is_active',
  'group',
] as const
type Fixed = (typeof FIXED)[number]
/** Empty: left out. */
export type Kind = '' | Fixed | 'extra'
export const KINDS: readonly Kind[] = ['', ...FIXED, 'extra']

const EXTRA = 'extra:'
const KEY = /^[A-Za-z0-9_][A-Za-z0-9_ .-]{0,59}$/

/** A column as the form has it; `key` is what further data is kept under. */
export interface Column {
  kind: Kind
  key: string
}

export interface Fault {
  /** Null: of the file as a whole. */
  column: number | null
  words: string
}

export function columnsOf(columns: Import['columns']): Column[] {
  return columns.map(({ name, field }, at) =>
    field?.startsWith(EXTRA)
      ? { kind: 'extra', key: field.slice(EXTRA.length) }
      : { kind: kindOf(field), key: keyFor(name, at) },
  )
}

const kindOf = (field: string | null): Kind => FIXED.find((one) => one === field) ?? ''

/** A key that the server takes, of a header in any script. */
export function keyFor(header: string, at: number): string {
  const plain = header
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9_ .-]/g, '')
    .replace(/^[ .-]+/, '')
    .slice(0, 60)
    .trim()
  return KEY.test(plain) ? plain : `column_${at + 1}`
}

/** As PATCH /imports/{id} wants it. */
export const mappingOf = (columns: readonly Column[]): (string | null)[] =>
  columns.map(({ kind, key }) => (kind === '' ? null : kind === 'extra' ? EXTRA + key.trim() : kind))

/** What the server would refuse, told before it is asked. */
export function faultsOf(columns: readonly Column[]): Fault[] {
  const mapping = mappingOf(columns)
  const faults: Fault[] = mapping.flatMap((field, column) =>
    field !== null && field !== 'group' && mapping.indexOf(field) !== column
      ? [{ column, words: t('Another column holds this already.') }]
      : [],
  )
  columns.forEach(({ kind, key }, column) => {
    if (kind === 'extra' && !KEY.test(key.trim()))
      faults.push({ column, words: t('Letters from A to Z, digits, spaces, points and lines only.') })
  })
  if (!mapping.includes('identifier'))
    faults.push({
      column: null,
      words: t('Say which column holds the identifier: by it {participants} are recognised.'),
    })
  return faults
}

export function kindWords(kind: Kind): string {
  switch (kind) {
    case '':
      return t('Leave out')
    case 'identifier':
      return t('Identifier')
    case 'external_id':
      return t('Number in another system')
    case 'first_name':
      return t('First name')
    case 'last_name':
      return t('Last name')
    case 'full_name':
      return t('Whole name')
    case 'date_of_birth':
      return t('Date of birth')
    case 'is_active':
      return t('Active, yes or no')
    case 'group':
      return t('{Group}')
    case 'extra':
      return t('Further data')
  }
}
