/** Why a row is wrong, and why an import failed, in the language of the tablet. */
import { t } from '../../base/text'
import { apart } from '../../ui/words'
import type { Import, ImportRow } from './props'

type RowError = ImportRow['errors'][number]

/** What the server put between quotation marks: a name out of the file. */
const quoted = (detail: string): string => apart(/"(.*)"/s.exec(detail)?.[1] ?? '')
const numberIn = (detail: string): number => Number(/\d+/.exec(detail)?.[0] ?? 0)

/** A reason as a sentence; what this app does not know is said as the server says it. */
export function reasonWords({ code, detail }: Pick<RowError, 'code' | 'detail'>): string {
  switch (code) {
    case 'blank':
      return t('The identifier is missing.')
    case 'required':
      return t('Somebody new needs a first name.')
    case 'duplicate_in_file':
      return t('Row {row} has the same identifier.', { row: numberIn(detail) })
    case 'unknown_group':
      return t('There is no {group} “{name}”.', { name: quoted(detail) })
    case 'ambiguous_group':
      return t(
        'Several {groups} are called “{name}”. Write the path from the top, as in School > Year 1 > 1A.',
        {
          name: quoted(detail),
        },
      )
    case 'group_inactive':
      return t('“{name}” is out of use.', { name: quoted(detail) })
    case 'format':
      return t('This is no day, such as 2014-02-28 or 28.02.2014.')
    case 'range':
      return t('This year cannot be meant.')
    case 'choice':
      return t('This must be yes or no.')
    case 'max_length':
      return t('This is too long.')
    case 'characters':
      return t('There is a character in it that cannot be kept.')
    default:
      return detail
  }
}

/** Why reading, checking or writing ended. */
export function problemOf({ code, detail }: NonNullable<Import['problem']>): string {
  switch (code) {
    case 'empty':
      return t('There are no rows in the file.')
    case 'encoding':
      return t('The letters of the file could not be read. Say below how they are written.')
    case 'too_many_rows':
      return t('The file has more than {count} rows. Split it.', { count: 50_000 })
    case 'too_many_columns':
      return t('Row {row} has more than {count} columns.', { row: numberIn(detail), count: 100 })
    case 'cell_too_long':
      return t('Row {row} has a cell of more than {count} characters.', {
        row: numberIn(detail),
        count: 2_000,
      })
    case 'row_too_long':
      return t('Row {row} has more than {count} characters.', { row: numberIn(detail), count: 4_000 })
    case 'too_large':
      return t('The workbook is too large once it is unpacked.')
    case 'characters':
      return t('Row {row} holds a character that cannot be kept.', { row: numberIn(detail) })
    case 'changed_meanwhile':
    case 'changed-meanwhile':
      return t(
        'Row {row} could have been written when the file was checked, and cannot be any more. Nothing was written; check again.',
        { row: numberIn(detail) },
      )
    case 'forbidden':
      return t('Whoever began the writing is no administrator any more.')
    case 'unexpected':
      return t('Something went wrong on the server, and was recorded there.')
    case 'format':
      return /old or protected/.test(detail)
        ? t('This is an old or protected workbook. Save it as .xlsx without a password.')
        : t('The file cannot be read. Save it once more as CSV or XLSX.')
    default:
      return detail
  }
}
