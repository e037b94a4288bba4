import { digits, t } from '../../base/text'
import type { PresenceState } from '../../base/wire'
import { Link } from '../../ui/navigation'
import { StateTag } from '../../ui/StateTag'
import { apart, calendarDay, clockTime, fullTime } from '../../ui/words'
import {
  type AnyReport,
  type AttendanceReport,
  type AttendanceRow,
  linesOf,
  type PersonReport,
  type PersonRow,
  percent,
  sumsOf,
  type TodayReport,
  type TrendReport,
  type UnseenReport,
} from './answers'
import { LineChart, RateBar, StateBar } from './charts'
import { type Figure, Figures } from './Figures'
import type { By, ReportName } from './query'
import { type Column, Table } from './Table'

interface Props {
  name: ReportName
  by: By
  report: AnyReport
  states: readonly PresenceState[]
  title: string
}

/** The report that was asked for, as figures, as a picture where one helps, and as a table. */
export function ReportBody({ name, by, report, states, title }: Props) {
  switch (name) {
    case 'today':
      return <Today report={report as TodayReport} title={title} />
    case 'session':
    case 'absentees':
      return <People report={report as PersonReport} states={states} title={title} />
    case 'unseen':
      return <Unseen report={report as UnseenReport} title={title} />
    case 'attendance':
      return <Attendance report={report as AttendanceReport} by={by} states={states} title={title} />
    case 'trends':
      return <Trends report={report as TrendReport} title={title} />
  }
}

function Today({ report, title }: { report: TodayReport; title: string }) {
  const sums = sumsOf(report.results)
  const unmarked = report.results.reduce((sum, row) => sum + row.unmarked, 0)
  const zone = report.time_zone
  return (
    <>
      <Figures figures={[...figuresOf(sums), { label: t('Not marked'), value: digits(unmarked) }]} />
      <Table
        caption={title}
        rows={report.results}
        keyOf={(row) => row.session}
        columns={[
          {
            title: t('{Session}'),
            cell: (row) => (
              <>
                <Link href={`/reports?report=session&session=${row.session}`}>{row.session_name}</Link>
                <span class="muted report-under">
                  {`${row.group_name} · ${clockTime(row.scheduled_start_at, zone)} – ${clockTime(row.scheduled_end_at, zone)}`}
                </span>
              </>
            ),
          },
          {
            title: t('States'),
            graphic: true,
            cell: (row) => (
              <StateBar
                counts={row.states as Record<string, number>}
                states={report.states}
                unmarked={row.unmarked}
              />
            ),
          },
          { title: t('Present'), number: true, cell: (row) => digits(row.present) },
          { title: t('Absent'), number: true, cell: (row) => digits(row.absent) },
          { title: t('Not marked'), number: true, cell: (row) => digits(row.unmarked) },
          { title: t('Rate'), number: true, cell: (row) => percent(row.rate) },
        ]}
      />
    </>
  )
}

function People({ report, states, title }: { report: PersonReport; states: Props['states']; title: string }) {
  const zone = report.time_zone
  const columns: Column<PersonRow>[] = [
    {
      title: t('Name'),
      cell: (row) => (
        <>
          <span>{apart(row.name)}</span>
          <span class="muted report-under">{row.identifier}</span>
        </>
      ),
    },
    { title: t('State'), cell: (row) => <StateTag code={row.presence_state} states={states} /> },
    {
      title: t('Recorded'),
      cell: (row) => row.recorded_at && <time>{fullTime(row.recorded_at, zone)}</time>,
    },
    { title: t('By'), cell: (row) => row.recorded_by_name && apart(row.recorded_by_name) },
    { title: t('Note'), cell: (row) => row.note && apart(row.note) },
  ]
  return <Table caption={title} rows={report.results} keyOf={(row) => row.participant} columns={columns} />
}

function Unseen({ report, title }: { report: UnseenReport; title: string }) {
  return (
    <Table
      caption={title}
      rows={report.results}
      keyOf={(row) => row.participant}
      columns={[
        { title: t('Name'), cell: (row) => apart(row.name) },
        { title: t('Number'), cell: (row) => row.identifier },
        {
          title: t('Last seen'),
          cell: (row) => (row.last_seen_at ? fullTime(row.last_seen_at, report.time_zone) : t('never')),
        },
      ]}
    />
  )
}

interface AttendanceProps {
  report: AttendanceReport
  by: By
  states: Props['states']
  title: string
}

function Attendance({ report, by, states, title }: AttendanceProps) {
  const rows = report.results
  const keyOf = (row: AttendanceRow, at: number) =>
    row.participant ?? row.session ?? row.group ?? row.presence_state ?? at
  if (by === 'state') {
    const all = rows.reduce((sum, row) => sum + (row.count ?? 0), 0)
    return (
      <Table
        caption={title}
        rows={rows}
        keyOf={keyOf}
        columns={[
          {
            title: t('State'),
            cell: (row) => <StateTag code={row.presence_state ?? null} states={states} />,
          },
          { title: t('Marks'), number: true, cell: (row) => digits(row.count ?? 0) },
          {
            title: t('Share'),
            number: true,
            cell: (row) => <RateBar rate={all === 0 ? null : (row.count ?? 0) / all} />,
          },
        ]}
      />
    )
  }
  return (
    <>
      <Figures figures={figuresOf(sumsOf(rows))} />
      <Table
        caption={title}
        rows={rows}
        keyOf={keyOf}
        columns={[
          { title: nameTitle(by), cell: (row) => <AttendanceName row={row} zone={report.time_zone} /> },
          { title: t('Rate'), number: true, cell: (row) => <RateBar rate={row.rate} /> },
          { title: t('Present'), number: true, cell: (row) => digits(row.present ?? 0) },
          { title: t('Absent'), number: true, cell: (row) => digits(row.absent ?? 0) },
          { title: t('Marks'), number: true, cell: (row) => digits(row.marked ?? 0) },
        ]}
      />
    </>
  )
}

function AttendanceName({ row, zone }: { row: AttendanceRow; zone: string }) {
  const under = row.scheduled_start_at ? fullTime(row.scheduled_start_at, zone) : row.identifier
  return (
    <>
      <span>{apart(row.name ?? row.session_name ?? row.group_name ?? '')}</span>
      {under && <span class="muted report-under">{under}</span>}
    </>
  )
}

function nameTitle(by: By): string {
  if (by === 'participant') return t('Name')
  return by === 'group' ? t('{Group}') : t('{Session}')
}

function Trends({ report, title }: { report: TrendReport; title: string }) {
  const lines = linesOf(report.results, t('Everybody'))
  const compares = lines.length > 1
  return (
    <>
      <LineChart lines={lines} title={title} />
      <Table
        caption={title}
        rows={report.results}
        keyOf={(row) => `${row.period} ${row.group}`}
        columns={[
          { title: t('From'), cell: (row) => calendarDay(row.period) },
          ...(compares
            ? [{ title: t('{Group}'), cell: (row: { group_name: string | null }) => row.group_name }]
            : []),
          { title: t('Rate'), number: true, cell: (row) => <RateBar rate={row.rate} /> },
          { title: t('Present'), number: true, cell: (row) => digits(row.present) },
          { title: t('Absent'), number: true, cell: (row) => digits(row.absent) },
        ]}
      />
    </>
  )
}

function figuresOf(sums: ReturnType<typeof sumsOf>): Figure[] {
  return [
    { label: t('Rate'), value: percent(sums.rate) },
    { label: t('Present'), value: digits(sums.present) },
    { label: t('Absent'), value: digits(sums.absent) },
  ]
}
