import { useState } from 'preact/hooks'
import { digits, n, t } from '../../base/text'
import { download } from '../../store'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { Choices } from '../../ui/Choices'
import { PagedList } from '../../ui/PagedList'
import { saveFile } from '../../ui/save-file'
import { apart } from '../../ui/words'
import { useListing } from '../reading'
import { toneOf } from './Counts'
import { FATES, type Fate, type Import, type ImportRow, type ViewProps } from './props'
import { reasonWords } from './reasons'

type Shown = Fate | 'all'

/** What becomes of each row, or became of it, by its fate. */
export function Rows({ row, store, api, clock, zone, now }: ViewProps & { row: Import }) {
  const [shown, setShown] = useState<Shown>(row.counts.error > 0 ? 'error' : 'all')
  const path = `/imports/${row.id}/rows?${shown === 'all' ? '' : `fate=${shown}&`}limit=50`
  // Another check makes other rows under the same address.
  const list = useListing<ImportRow>({ store, api, clock }, path, row.updated_at)
  const names = row.columns.map((column, at) => column.name || t('Column {number}', { number: at + 1 }))
  const past = row.status === 'done'
  return (
    <section class="stack" aria-labelledby="rows">
      <div class="report-head">
        <h2 id="rows">{past ? t('What became of each row') : t('What becomes of each row')}</h2>
        <Files row={row} api={api} />
      </div>
      <Choices<Shown>
        legend={t('Rows to show')}
        value={shown}
        onChange={setShown}
        options={[
          { value: 'all', label: t('All {count}', { count: row.total }) },
          ...FATES.filter((fate) => row.counts[fate] > 0).map((fate) => ({
            value: fate,
            label: `${fateWords(fate)} ${digits(row.counts[fate])}`,
          })),
        ]}
      />
      <PagedList
        list={list}
        now={now.value}
        zone={zone}
        label={t('Rows')}
        class="card paged import-rows"
        keyOf={(one) => one.number}
        empty={{ icon: 'check', title: t('No such row'), text: t('No row of the file has this fate.') }}
        row={(one) => <Row row={one} names={names} columns={row.columns} />}
      />
    </section>
  )
}

function Row({ row, names, columns }: { row: ImportRow; names: string[]; columns: Import['columns'] }) {
  const shown = row.cells
    .map((cell, at) => ({ cell, at, name: names[at] ?? '' }))
    .filter(({ cell, at }) => cell !== '' && columns[at]?.field != null)
  return (
    <div class="import-row">
      <p class="row">
        <span class="muted number">{t('Row {row}', { row: row.number })}</span>
        {row.fate && (
          <span class="tag" data-tone={toneOf(row.fate)}>
            {fateWords(row.fate)}
          </span>
        )}
      </p>
      <dl class="import-cells">
        {shown.map(({ cell, at, name }) => (
          <div key={at} data-wrong={row.errors.some((error) => error.column === columns[at]?.name)}>
            <dt>{apart(name)}</dt>
            <dd>
              <bdi>{cell}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {row.errors.length > 0 && (
        <ul class="import-errors">
          {row.errors.map((error, at) => (
            <li key={at}>
              {error.column !== null && error.column !== ''
                ? t('{column}: {reason}', { column: apart(error.column), reason: reasonWords(error) })
                : reasonWords(error)}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Files({ row, api }: Pick<ViewProps, 'api'> & { row: Import }) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  async function get(fate: string) {
    setBusy(true)
    setProblem('')
    const got = await download(api, `/imports/${row.id}/rows.csv${fate}`)
    setBusy(false)
    if (got.ok) saveFile(got.value.file, got.value.name)
    else setProblem(got.error.message)
  }
  const { error } = row.counts
  return (
    <>
      <div class="row">
        {error > 0 && (
          <Button icon="download" disabled={busy} onClick={() => void get('?fate=error')}>
            {n(error, '{count} row with errors (CSV)', '{count} rows with errors (CSV)')}
          </Button>
        )}
        <Button icon="download" disabled={busy} onClick={() => void get('')}>
          {t('All rows (CSV)')}
        </Button>
      </div>
      {problem !== '' && <Banner tone="bad">{problem}</Banner>}
    </>
  )
}

function fateWords(fate: Fate): string {
  switch (fate) {
    case 'create':
      return t('New')
    case 'update':
      return t('Changed')
    case 'unchanged':
      return t('Unchanged')
    case 'error':
      return t('Error')
  }
}
