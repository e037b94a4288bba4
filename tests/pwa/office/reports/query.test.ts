import { expect, it } from 'vitest'
import { linesOf, sumsOf, type TrendRow } from '@/office/reports/answers'
import { dayIn } from '@/office/reports/day'
import { addressOf, faultOf, pathOf, readFilters } from '@/office/reports/query'

it('reads what a notification says, and leaves out what does not fit', () => {
  const filters = readFilters('?report=attendance&by=group&from=2026-11-01&group=7&subgroups=true&to=<b>')
  expect(filters).toMatchObject({ report: 'attendance', by: 'group', from: '2026-11-01', to: '', group: '7' })
  expect(readFilters('?report=secrets&by=salary&session=1;DROP')).toMatchObject({
    report: null,
    by: 'participant',
    session: '',
  })
})

it('asks the server only for what the report knows', () => {
  const filters = readFilters('?from=2026-11-01&group=7&subgroups=true&session=5&by=group')
  const path = (report: 'today' | 'session' | 'attendance') =>
    pathOf({ ...filters, report }, { limit: '200' })
  expect(path('today')).toBe('/reports/today?group=7&subgroups=true&limit=200')
  expect(path('session')).toBe('/reports/session?session=5&limit=200')
  expect(path('attendance')).toBe(
    '/reports/attendance?by=group&from=2026-11-01&group=7&subgroups=true&limit=200',
  )
})

it('puts compared groups in the place of the one', () => {
  const filters = { ...readFilters('?group=7&compare=1,2'), report: 'trends' as const }
  expect(pathOf(filters, {})).toBe('/reports/trends?interval=day&compare=1%2C2')
})

it('keeps the day and the group on the way from report to report', () => {
  const address = addressOf({ ...readFilters('?date=2026-11-02&group=7'), report: 'unseen' })
  expect(readFilters(address.slice(address.indexOf('?')))).toMatchObject({
    report: 'unseen',
    date: '2026-11-02',
    group: '7',
  })
})

it('finds what has to be put right before the server is asked', () => {
  const filters = readFilters('?from=2026-11-02&to=2026-11-01')
  expect(faultOf({ ...filters, report: 'trends' })).toBe('range')
  expect(faultOf({ ...filters, report: 'today' })).toBe(null)
  expect(faultOf({ ...filters, report: 'absentees' })).toBe('session')
})

it('sums rates from counts, and has none where nothing counts', () => {
  expect(sumsOf([{ present: 3, absent: 1 }, {}])).toEqual({ present: 3, absent: 1, rate: 0.75 })
  expect(sumsOf([]).rate).toBe(null)
})

it('draws a line for each group that is compared', () => {
  const row = (period: string, group_name: string | null, rate: number | null) =>
    ({ period, group_name, rate }) as TrendRow
  const rows = [row('2026-11-01', '1A', 0.5), row('2026-11-01', '1B', 1), row('2026-11-02', '1A', null)]
  expect(linesOf(rows, 'Everybody').map((line) => [line.name, line.points.length])).toEqual([
    ['1A', 2],
    ['1B', 1],
  ])
  expect(linesOf([row('2026-11-01', null, 1)], 'Everybody')[0]?.name).toBe('Everybody')
})

it('knows which day it is at the organization', () => {
  const late = Date.parse('2026-11-23T20:00:00Z')
  expect(dayIn('UTC', late)).toBe('2026-11-23')
  expect(dayIn('Asia/Dhaka', late)).toBe('2026-11-24')
})
