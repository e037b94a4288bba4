import { useState } from 'preact/hooks'
import { t } from '../../base/text'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { SelectField, TextField } from '../../ui/Field'
import { Form } from '../../ui/Form'
import { apart, listWords } from '../../ui/words'
import { type Column, columnsOf, faultsOf, KINDS, kindWords, mappingOf } from './fields'
import { Options, type Reading, readingOf } from './Options'
import type { Domain, Import } from './props'

interface Props {
  row: Import
  domain: Domain
  busy: boolean
  problem: string
  /** Keeps what is said of the columns, and has every row checked. */
  onCheck: (mapping: (string | null)[], options: Record<string, unknown>) => void
  /** Has the file read anew, otherwise. */
  onRead: (options: Record<string, unknown>) => void
}

/** What each column holds, as it was guessed, to be set right. */
export function Columns({ row, domain, busy, problem, onCheck, onRead }: Props) {
  const [columns, setColumns] = useState<readonly Column[]>(() => columnsOf(row.columns))
  const [reading, setReading] = useState<Reading>(() => readingOf(row.options))
  const [tried, setTried] = useState(false)
  const faults = faultsOf(columns)
  const whole = faults.find((fault) => fault.column === null)
  const change = (at: number, what: Partial<Column>) =>
    setColumns(columns.map((column, place) => (place === at ? { ...column, ...what } : column)))
  function submit() {
    setTried(true)
    if (faults.length > 0) return
    const { dayFirst, createGroups, groupType } = reading
    onCheck(mappingOf(columns), {
      day_first: dayFirst,
      create_groups: createGroups,
      ...(createGroups && groupType !== '' ? { group_type: groupType } : {}),
    })
  }
  return (
    <Form class="stack" onSubmit={submit}>
      <section class="card" aria-labelledby="columns">
        <div class="card-body">
          <h2 id="columns">{t('What the columns hold')}</h2>
          <p class="muted">
            {t('Guessed by their names. Set right what is wrong; what is left out is not read.')}
          </p>
        </div>
        <ul class="import-columns">
          {row.columns.map((column, at) => (
            <li key={at} data-out={columns[at]?.kind === ''}>
              <div class="import-column">
                <strong>
                  {column.name === '' ? t('Column {number}', { number: at + 1 }) : apart(column.name)}
                </strong>
                <p class="muted">
                  {listWords([...new Set(column.samples)].filter((one) => one !== '').map(apart))}
                </p>
              </div>
              <SelectField
                label={t('Holds')}
                value={columns[at]?.kind ?? ''}
                error={tried ? faults.find((fault) => fault.column === at)?.words : undefined}
                options={KINDS.map((kind) => ({ value: kind, label: kindWords(kind) }))}
                onChange={(kind) => change(at, { kind: kind as Column['kind'] })}
              />
              {columns[at]?.kind === 'extra' && (
                <TextField
                  label={t('Kept as')}
                  value={columns[at].key}
                  maxLength={60}
                  autocomplete="off"
                  onInput={(key) => change(at, { key })}
                />
              )}
            </li>
          ))}
        </ul>
      </section>
      <Options
        row={row}
        domain={domain}
        columns={columns}
        reading={reading}
        busy={busy}
        onChange={(what) => setReading({ ...reading, ...what })}
        onRead={onRead}
      />
      {whole && <Banner tone={tried ? 'bad' : 'wait'}>{whole.words}</Banner>}
      {problem !== '' && <Banner tone="bad">{problem}</Banner>}
      <div class="row">
        <Button kind="primary" type="submit" icon="checkAll" disabled={busy}>
          {t('Check every row')}
        </Button>
        <p class="muted">{t('Nothing is written by that.')}</p>
      </div>
    </Form>
  )
}
