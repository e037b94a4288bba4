/** The filters of the reports as they stand in the address, and the questions that they become. */

export const REPORTS = ['today', 'session', 'absentees', 'unseen', 'attendance', 'trends'] as const
export type ReportName = (typeof REPORTS)[number]
export type By = 'participant' | 'group' | 'session' | 'state'
export type Interval = 'day' | 'week' | 'month'

export interface Filters {
  /** Null: the one that the organization's domain opens with. */
  report: ReportName | null
  /** Days as `2026-11-23`; empty where the server's own span is meant. */
  date: string
  from: string
  to: string
  group: string
  subgroups: boolean
  session: string
  state: string
  by: By
  interval: Interval
  compare: readonly string[]
  unmarked: boolean
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
const ID = /^\d{1,15}$/
const matching = (value: string | null, shape: RegExp): string => (value && shape.test(value) ? value : '')
const among = <T extends string>(value: string | null, all: readonly T[]): T | null =>
  all.find((one) => one === value) ?? null

/** @param search the address's query; what does not fit is left out. */
export function readFilters(search: string): Filters {
  const query = new URLSearchParams(search)
  return {
    report: among(query.get('report'), REPORTS),
    date: matching(query.get('date'), DAY),
    from: matching(query.get('from'), DAY),
    to: matching(query.get('to'), DAY),
    group: matching(query.get('group'), ID),
    subgroups: query.get('subgroups') === 'true',
    session: matching(query.get('session'), ID),
    state: query.get('presence_state') ?? '',
    by: among(query.get('by'), ['participant', 'group', 'session', 'state']) ?? 'participant',
    interval: among(query.get('interval'), ['day', 'week', 'month']) ?? 'day',
    compare: (query.get('compare') ?? '').split(',').filter((id) => ID.test(id)),
    unmarked: query.get('unmarked') === 'true',
  }
}

type Named = Filters & { report: ReportName }

/** Which filters each report knows. */
const TAKES: Record<ReportName, readonly (keyof Filters)[]> = {
  today: ['date', 'group', 'subgroups'],
  session: ['session'],
  absentees: ['session', 'unmarked'],
  unseen: ['from', 'to', 'group', 'subgroups'],
  attendance: ['by', 'from', 'to', 'group', 'subgroups', 'state'],
  trends: ['interval', 'from', 'to', 'group', 'subgroups', 'compare'],
}

export const takes = (report: ReportName, filter: keyof Filters): boolean => TAKES[report].includes(filter)

/** The query of the API, without `format` and `limit`. */
export function queryOf(filters: Named): URLSearchParams {
  const query = new URLSearchParams()
  const has = (filter: keyof Filters) => takes(filters.report, filter)
  const put = (filter: keyof Filters, name: string, value: string) => {
    if (has(filter) && value !== '') query.set(name, value)
  }
  put('date', 'date', filters.date)
  put('by', 'by', filters.by)
  put('interval', 'interval', filters.interval)
  put('from', 'from', filters.from)
  put('to', 'to', filters.to)
  put('session', 'session', filters.session)
  put('state', 'presence_state', filters.state)
  put('unmarked', 'unmarked', filters.unmarked ? 'true' : '')
  // Groups that are compared take the place of the one that is counted.
  const compares = has('compare') && filters.compare.length > 0
  if (compares) query.set('compare', filters.compare.join(','))
  else {
    put('group', 'group', filters.group)
    put('subgroups', 'subgroups', filters.subgroups && filters.group !== '' ? 'true' : '')
  }
  return query
}

/** Below the API's base address. */
export function pathOf(filters: Named, more: Readonly<Record<string, string>>): string {
  const query = queryOf(filters)
  for (const [name, value] of Object.entries(more)) query.set(name, value)
  return `/reports/${filters.report}?${query}`
}

/** The page's own address. `day` and session stay while the person goes from report to report. */
export function addressOf(filters: Filters): string {
  const query = filters.report ? queryOf({ ...filters, report: filters.report }) : new URLSearchParams()
  if (filters.report) query.set('report', filters.report)
  for (const name of ['date', 'session', 'from', 'to', 'group'] as const)
    if (filters[name] !== '' && !query.has('compare')) query.set(name, filters[name])
  return `/reports?${query}`
}

export type Fault = 'range' | 'session' | null

/** What has to be put right before the server is asked. */
export function faultOf(filters: Named): Fault {
  const { report, from, to, session } = filters
  if (takes(report, 'from') && from !== '' && to !== '' && from > to) return 'range'
  if (takes(report, 'session') && session === '') return 'session'
  return null
}
