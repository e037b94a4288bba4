import { useMemo, useState } from 'preact/hooks'
import { n, t } from '../../base/text'
import { type Asked, ask, poster } from '../../store'
import { BackHead } from '../../ui/BackHead'
import { Banner } from '../../ui/Banner'
import { Empty } from '../../ui/Empty'
import { Freshness } from '../../ui/Freshness'
import { pointed } from '../../ui/pointed'
import { apart } from '../../ui/words'
import { Columns } from './Columns'
import { Decision } from './Decision'
import { FileReading, type Reading, readingOf } from './Options'
import { Progress } from './Progress'
import { type Import, isAtWork, type Mode, type ViewProps, written } from './props'
import { Rows } from './Rows'
import { problemOf } from './reasons'
import { useImport } from './use-import'

/** One import, wherever it is: its columns, its progress, the fate of its rows, its writing. */
export function ImportView({ id, ...props }: ViewProps & { id: string }) {
  const { api, zone, now } = props
  const { kept, outcome, refresh, take } = useImport(props, id)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const post = useMemo(() => poster(api), [api])
  const path = `/imports/${id}`
  const row = outcome === 'gone' ? null : (kept?.value ?? null)

  /** Requests one after another, up to the first that is refused; each answer is the import as it stands then. */
  async function act(...steps: (() => Promise<Asked<Import>>)[]): Promise<void> {
    setBusy(true)
    setProblem('')
    for (const step of steps) {
      const asked = await step()
      if (asked.ok) await take(asked.value)
      else {
        const { mapping, ...others } = pointed(asked.error.errors)
        const overtaken = asked.error.code === 'version_changed'
        setProblem(
          overtaken ? overtakenWords() : (mapping ?? Object.values(others)[0] ?? asked.error.message),
        )
        if (overtaken || asked.error.code.startsWith('import_')) refresh()
        break
      }
    }
    setBusy(false)
  }
  const patch = (body: unknown) => () => ask<Import>(api, { method: 'PATCH', path, body })
  const check = () => post<Import>(`${path}/dry-run`)

  /** What was seen is what is written: where somebody changed it since, that is shown first. */
  const write = (seen: Import, mode: Mode) =>
    act(() => post<Import>(`${path}/commit`, { mode }, seen.updated_at))
  return (
    <div class="page">
      <BackHead
        href="/imports"
        back={t('Back to all imports')}
        title={row ? apart(row.file_name) : t('Import')}
        documentTitle={t('Import')}
      />
      {!(row && (isAtWork(row) || (hasRows(row) && outcome === 'fresh'))) && (
        <Freshness
          savedAt={kept?.saved_at ?? null}
          now={now.value}
          zone={zone}
          outcome={outcome}
          onRefresh={refresh}
        />
      )}
      {row && isAtWork(row) && (
        <Progress
          row={row}
          away={outcome === 'offline' || outcome === 'failed'}
          busy={busy}
          onCancel={() => void act(() => post<Import>(`${path}/cancel`))}
        />
      )}
      {row && <News row={row} />}
      {problem !== '' && row && row.status !== 'ready' && <Banner tone="bad">{problem}</Banner>}
      {row?.status === 'checked' && (
        <Decision row={row} busy={busy} onWrite={(mode) => void write(row, mode)} />
      )}
      {row && hasRows(row) && <Rows {...props} row={row} />}
      {row && <Again {...{ row, busy, problem, act, patch, check }} domain={props.domain} />}
      {!row && outcome !== 'asking' && (
        <Empty icon={outcome === 'gone' ? 'question' : 'cloudOff'} title={t('This import is not here')}>
          <p>
            {outcome === 'gone'
              ? t('It was forgotten, or there never was one with this number.')
              : t('It is read from the server; it needs a connection.')}
          </p>
        </Empty>
      )}
    </div>
  )
}

/** Their list says how fresh it is. */
const hasRows = ({ status }: Import): boolean => status === 'checked' || status === 'done'

interface AgainProps extends Pick<ViewProps, 'domain'> {
  row: Import
  busy: boolean
  problem: string
  act: (...steps: (() => Promise<Asked<Import>>)[]) => Promise<void>
  patch: (body: unknown) => () => Promise<Asked<Import>>
  check: () => Promise<Asked<Import>>
}

/** The columns, open while they are the next thing to do, and behind a line afterwards. */
function Again({ row, domain, busy, problem, act, patch, check }: AgainProps) {
  if (isAtWork(row) || row.status === 'done') return null
  if (row.columns.length === 0)
    return row.status === 'failed' ? <Unread {...{ row, busy, act, patch }} /> : null
  const columns = (
    <Columns
      key={row.columns.map((column) => column.name).join('\n')}
      row={row}
      domain={domain}
      busy={busy}
      problem={row.status === 'ready' ? problem : ''}
      onCheck={(mapping, options) => void act(patch({ mapping, options }), check)}
      onRead={(options) => void act(patch({ options }))}
    />
  )
  if (row.status !== 'checked') return columns
  return (
    <details class="import-again">
      <summary>{t('Change what the columns hold')}</summary>
      {columns}
    </details>
  )
}

function Unread({ row, busy, act, patch }: Omit<AgainProps, 'domain' | 'problem' | 'check'>) {
  const [reading, setReading] = useState<Reading>(() => readingOf(row.options))
  return (
    <FileReading
      row={row}
      reading={reading}
      busy={busy}
      onChange={(what) => setReading({ ...reading, ...what })}
      onRead={(options) => void act(patch({ options }))}
    />
  )
}

/** How the last step ended. */
function News({ row }: { row: Import }) {
  if (row.status === 'failed' && row.problem)
    return (
      <Banner tone="bad" title={t('It ended without a result')}>
        {problemOf(row.problem)}
      </Banner>
    )
  if (row.status === 'cancelled')
    return (
      <Banner tone="wait" icon="stop" title={t('Stopped')}>
        {row.columns.length === 0
          ? t('Its rows are no longer kept. Bring the file again.')
          : row.mode === 'valid' && written(row) > 0
            ? t('Rows that were written by then stay. Check the file again to see what is left.')
            : t('Nothing was written.')}
      </Banner>
    )
  if (row.status !== 'done') return null
  return (
    <Banner tone="good" title={n(written(row), '{count} row written', '{count} rows written')}>
      {t('{created} new {participants}, {updated} changed, {unchanged} unchanged, {errors} left out.', {
        created: row.counts.create,
        updated: row.counts.update,
        unchanged: row.counts.unchanged,
        errors: row.counts.error,
      })}
    </Banner>
  )
}

const overtakenWords = () =>
  t('Somebody changed this import meanwhile. Look once more at what becomes of the rows.')
