/** What the reports answer, and sums over it. */
import type { components } from '../../base/api.gen'
import { spokenTag } from '../../base/text'

type Schemas = components['schemas']
export type TodayReport = Schemas['TodayReport']
export type TodayRow = Schemas['TodayRow']
export type PersonReport = Schemas['PersonReport']
export type PersonRow = Schemas['PersonRow']
export type UnseenReport = Schemas['UnseenReport']
export type UnseenRow = Schemas['UnseenRow']
export type AttendanceReport = Schemas['AttendanceReport']
export type AttendanceRow = Schemas['AttendanceRow']
export type TrendReport = Schemas['TrendReport']
export type TrendRow = Schemas['TrendRow']
export type ReportState = Schemas['ReportState']

export type AnyReport = TodayReport | PersonReport | UnseenReport | AttendanceReport | TrendReport

/** Of the organization that says which report opens. */
export type Organization = Schemas['Organization']

/** "87 %" as the language writes it; a dash where there is nothing to take a share of. */
export const percent = (rate: number | null | undefined): string =>
  rate === null || rate === undefined
    ? '–'
    : new Intl.NumberFormat(spokenTag(), { style: 'percent', maximumFractionDigits: 0 }).format(rate)

export interface Sums {
  present: number
  absent: number
  /** present / (present + absent), null where both are 0. */
  rate: number | null
}

export function sumsOf(rows: readonly { present?: number; absent?: number }[]): Sums {
  const present = rows.reduce((sum, row) => sum + (row.present ?? 0), 0)
  const absent = rows.reduce((sum, row) => sum + (row.absent ?? 0), 0)
  return { present, absent, rate: present + absent === 0 ? null : present / (present + absent) }
}

export interface Line {
  name: string
  points: readonly { period: string; rate: number | null }[]
}

/** Rows of a trend, put together by group; one line where nothing is compared. */
export function linesOf(rows: readonly TrendRow[], whole: string): Line[] {
  const lines = new Map<string, { period: string; rate: number | null }[]>()
  for (const row of rows) {
    const name = row.group_name ?? whole
    lines.set(name, [...(lines.get(name) ?? []), { period: row.period, rate: row.rate }])
  }
  return [...lines].map(([name, points]) => ({ name, points }))
}
