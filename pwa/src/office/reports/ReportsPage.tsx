import { useMemo, useState } from 'preact/hooks'
import { t } from '../../base/text'
import { type Asking, download, watchGroups, watchStates } from '../../store'
import { Answered } from '../../ui/Answered'
import { AskingServer } from '../../ui/AskingServer'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { Choices } from '../../ui/Choices'
import { Empty } from '../../ui/Empty'
import { navigate } from '../../ui/navigation'
import { PageHead } from '../../ui/PageHead'
import { saveFile } from '../../ui/save-file'
import { calendarDay } from '../../ui/words'
import type { OfficeProps } from '../props'
import type { AnyReport, Organization, TodayReport } from './answers'
import { ReportBody } from './bodies'
import { dayIn } from './day'
import { FilterBar } from './FilterBar'
import {
  addressOf,
  type Filters,
  faultOf,
  pathOf,
  REPORTS,
  type ReportName,
  readFilters,
  takes,
} from './query'
import './reports.css'
import { useAnswer } from '../reading'

interface Props extends OfficeProps {
  /** The address's query. */
  search: string
}

const SOME = 200
const MOST = 10_000

/** Reports on the screen: the last answer stays for reading without a network. */
export function ReportsPage({ search, ...props }: Props) {
  const { zone, now } = props
  const asked = readFilters(search)
  const organization = useAnswer<Organization>(props, '/organization', 'slug')
  const opening = organization.value?.domain?.opening_report ?? null
  const known = asked.report ?? opening ?? (organization.outcome === 'asking' ? null : 'today')
  const report = known as ReportName | null
  const date = asked.date || dayIn(zone, now.value)
  const byDay = report !== null && takes(report, 'session')
  const day = useAnswer<TodayReport>(props, byDay ? `/reports/today?date=${date}` : null, 'results')
  const session = asked.session || (byDay ? sessionOf(day.value, now.value) : '')
  const filters: Filters = { ...asked, session }

  const change = (what: Partial<Filters>) =>
    navigate(addressOf({ ...filters, report, ...what }), { replace: true })
  return (
    <div class="page reports">
      <PageHead title={t('Reports')} />
      <Choices<ReportName | ''>
        legend={t('Report')}
        value={report ?? ''}
        options={REPORTS.map((name) => ({ value: name, label: nameOf(name) }))}
        onChange={(name) =>
          name !== '' && navigate(addressOf({ ...filters, date: asked.date, report: name }))
        }
      />
      {report === null ? (
        <AskingServer />
      ) : (
        <Report {...props} {...{ filters, report, date }} day={day.value} onChange={change} />
      )}
    </div>
  )
}

interface ReportProps extends Omit<Props, 'search'> {
  report: ReportName
  filters: Filters
  date: string
  day: TodayReport | null
  onChange: (change: Partial<Filters>) => void
}

function Report({ report, filters, date, day, onChange, ...props }: ReportProps) {
  const { store, api, zone, now } = props
  const groups = useMemo(() => watchGroups(store), [store]).value
  const states = useMemo(() => watchStates(store), [store]).value
  const [limit, setLimit] = useState(SOME)
  const named = { ...filters, date: filters.date && date, report }
  const fault = faultOf(named)
  const path = fault === null ? pathOf(named, { limit: String(limit) }) : null
  const seen = useAnswer<AnyReport>(props, path, 'results')
  const { value } = seen
  const title = value ? titleOf(report, value) : nameOf(report)
  return (
    <>
      <FilterBar
        {...{ report, filters, groups, states, fault, onChange }}
        span={value}
        day={{ date, sessions: day }}
      />
      {fault === null && (
        <>
          <div class="report-head">
            <h2>{title}</h2>
            <Downloads api={api} path={(format) => pathOf(named, { format })} />
          </div>
          <Answered
            seen={seen}
            now={now.value}
            zone={zone}
            away={t('Reports are made by the server; this one was not read here before.')}
          >
            {(told) => (
              <>
                {told.results.length > 0 ? (
                  <ReportBody name={report} by={filters.by} report={told} states={states} title={title} />
                ) : (
                  <Empty icon="chart" title={t('Nothing to count')}>
                    <p>{emptyWords(report)}</p>
                  </Empty>
                )}
                {told.results.length < told.total && (
                  <div class="row">
                    <p class="muted">
                      {t('{shown} of {all} rows are shown.', { shown: told.results.length, all: told.total })}
                    </p>
                    {limit < MOST && <Button onClick={() => setLimit(MOST)}>{t('Show all')}</Button>}
                  </div>
                )}
              </>
            )}
          </Answered>
        </>
      )}
    </>
  )
}

function Downloads({ api, path }: { api: Asking; path: (format: 'csv' | 'pdf') => string }) {
  const [busy, setBusy] = useState<'csv' | 'pdf' | null>(null)
  const [problem, setProblem] = useState('')
  async function get(format: 'csv' | 'pdf') {
    setBusy(format)
    setProblem('')
    const got = await download(api, path(format))
    setBusy(null)
    if (got.ok) saveFile(got.value.file, got.value.name)
    else setProblem(got.error.message)
  }
  return (
    <>
      <div class="row">
        <Button icon="download" disabled={busy !== null} onClick={() => void get('csv')}>
          {busy === 'csv' ? t('Making it…') : t('CSV')}
        </Button>
        <Button icon="download" disabled={busy !== null} onClick={() => void get('pdf')}>
          {busy === 'pdf' ? t('Making it…') : t('PDF')}
        </Button>
      </div>
      {problem !== '' && (
        <div class="report-problem">
          <Banner tone="bad">{problem}</Banner>
        </div>
      )}
    </>
  )
}

/** The session that somebody who opens the page most likely asks about: the last that was marked, else the last begun. */
function sessionOf(day: TodayReport | null, now: number): string {
  const rows = day?.results ?? []
  const begun = rows.filter((row) => Date.parse(row.scheduled_start_at) <= now)
  const row = begun.findLast((one) => one.marked > 0) ?? begun.at(-1) ?? rows[0]
  return row ? String(row.session) : ''
}

function nameOf(report: ReportName): string {
  switch (report) {
    case 'today':
      return t('Day')
    case 'session':
      return t('{Session}')
    case 'absentees':
      return t('Absentees')
    case 'unseen':
      return t('Not seen')
    case 'attendance':
      return t('Attendance')
    case 'trends':
      return t('Trends')
  }
}

function titleOf(report: ReportName, { from, to }: AnyReport): string {
  const days =
    from === to ? calendarDay(from) : t('{from} to {to}', { from: calendarDay(from), to: calendarDay(to) })
  return `${nameOf(report)}, ${days}`
}

function emptyWords(report: ReportName): string {
  if (report === 'unseen') return t('Everybody was seen in these days.')
  if (report === 'absentees') return t('Nobody is absent.')
  return t('No {sessions} or marks fit these filters.')
}
