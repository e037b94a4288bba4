import type { components } from '../../base/api.gen'
import { spokenTag, t } from '../../base/text'
import { Button } from '../../ui/Button'
import { Choices } from '../../ui/Choices'
import { CheckField, SelectField } from '../../ui/Field'
import type { Column } from './fields'
import type { Domain, Import } from './props'

type Encoding = components['schemas']['EncodingEnum']
type Separator = components['schemas']['SeparatorEnum']

/** How the cells are read. Empty encoding and separator: as it was guessed. */
export interface Reading {
  dayFirst: boolean
  createGroups: boolean
  groupType: string
  encoding: Encoding | ''
  separator: Separator | ''
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export const readingOf = (options: Import['options']): Reading => ({
  dayFirst: options.day_first !== false,
  createGroups: options.create_groups === true,
  groupType: text(options.group_type),
  encoding: text(options.encoding) as Reading['encoding'],
  separator: text(options.separator) as Reading['separator'],
})

interface Props {
  row: Import
  domain: Domain
  columns: readonly Column[]
  reading: Reading
  busy: boolean
  onChange: (what: Partial<Reading>) => void
  onRead: (options: Record<string, unknown>) => void
}

/** What is only asked where the file has something of the kind. */
export function Options({ row, domain, columns, reading, busy, onChange, onRead }: Props) {
  const holds = (kind: Column['kind']) => columns.some((column) => column.kind === kind)
  const asked = holds('date_of_birth') || holds('group')
  return (
    <>
      {asked && (
        <section class="card card-body" aria-label={t('How it is read')}>
          {holds('date_of_birth') && (
            <div class="stack">
              <p class="field-label">{t('03.04.2014 is')}</p>
              <Choices
                legend={t('03.04.2014 is')}
                value={reading.dayFirst ? 'day' : 'month'}
                onChange={(value) => onChange({ dayFirst: value === 'day' })}
                options={[
                  { value: 'day', label: t('3 April') },
                  { value: 'month', label: t('4 March') },
                ]}
              />
            </div>
          )}
          {holds('group') && (
            <CheckField
              label={t('Make {groups} that are missing')}
              hint={t('A cell may name several, parted by a semicolon, each by its name or by its path.')}
              checked={reading.createGroups}
              onChange={(createGroups) => onChange({ createGroups })}
            />
          )}
          {holds('group') && reading.createGroups && (domain?.group_types.length ?? 0) > 0 && (
            <SelectField
              label={t('They are made as')}
              value={reading.groupType}
              onChange={(groupType) => onChange({ groupType })}
              options={[
                { value: '', label: t('{Group}') },
                ...(domain?.group_types ?? []).map((one) => ({ value: one.code, label: labelOf(one.label) })),
              ]}
            />
          )}
        </section>
      )}
      <FileReading row={row} reading={reading} busy={busy} onChange={onChange} onRead={onRead} />
    </>
  )
}

function labelOf(label: Readonly<Record<string, unknown>>): string {
  return text(label[spokenTag().split('-')[0] ?? 'en']) || text(label.en)
}

/** Where letters or columns came out wrong. A workbook says itself how it is written. */
export function FileReading({ row, reading, busy, onChange, onRead }: Omit<Props, 'columns' | 'domain'>) {
  const kept = readingOf(row.options)
  const same = kept.encoding === reading.encoding && kept.separator === reading.separator
  return (
    <details class="card import-reading" open={row.problem?.code === 'encoding'}>
      <summary>{t('Letters or columns are wrong?')}</summary>
      <div class="card-body">
        <div class="filters">
          <SelectField
            label={t('Letters')}
            value={reading.encoding}
            onChange={(encoding) => onChange({ encoding: encoding as Encoding })}
            options={[
              ...(kept.encoding === '' ? [{ value: '', label: t('As guessed') }] : []),
              { value: 'utf-8', label: t('UTF-8') },
              { value: 'utf-16', label: t('UTF-16') },
              { value: 'cp1252', label: t('Windows-1252') },
              { value: 'iso-8859-15', label: t('ISO-8859-15') },
            ]}
          />
          <SelectField
            label={t('Columns are parted by')}
            value={reading.separator}
            onChange={(separator) => onChange({ separator: separator as Separator })}
            options={[
              ...(kept.separator === '' ? [{ value: '', label: t('As guessed') }] : []),
              { value: ',', label: t('a comma') },
              { value: ';', label: t('a semicolon') },
              { value: '\t', label: t('a tab') },
              { value: '|', label: t('a bar') },
            ]}
          />
          <Button
            icon="refresh"
            disabled={busy || same}
            onClick={() =>
              onRead({
                ...(reading.encoding === '' ? {} : { encoding: reading.encoding }),
                ...(reading.separator === '' ? {} : { separator: reading.separator }),
              })
            }
          >
            {t('Read it again')}
          </Button>
        </div>
      </div>
    </details>
  )
}
