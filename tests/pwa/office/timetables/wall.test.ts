import { expect, it } from 'vitest'
import { between, later, localOf, momentOf } from '@/office/timetables/wall'

const utc = (local: string, zone: string) => new Date(momentOf(local, zone)).toISOString().slice(0, 16)

it.each([
  ['2026-03-02T09:00', 'Europe/Berlin', '2026-03-02T08:00'],
  ['2026-07-02T09:00', 'Europe/Berlin', '2026-07-02T07:00'],
  // Left out: the offset before, which the wall shows as 03:30.
  ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30'],
  ['2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00'],
  // Comes twice: its first coming.
  ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30'],
  ['2026-10-25T03:00', 'Europe/Berlin', '2026-10-25T02:00'],
  ['2026-11-01T01:30', 'America/New_York', '2026-11-01T05:30'],
  ['2026-04-05T01:45', 'Australia/Lord_Howe', '2026-04-04T14:45'],
  ['2026-03-02T00:15', 'Asia/Dhaka', '2026-03-01T18:15'],
])('%s on the wall in %s is %s', (local, zone, moment) => {
  expect(utc(local, zone)).toBe(moment)
})

it('shows a moment as the wall does', () => {
  expect(localOf(Date.parse('2026-03-29T01:30:00Z'), 'Europe/Berlin')).toBe('2026-03-29T03:30')
  expect(later('2026-12-31T23:30', between('2026-03-02T09:00', '2026-03-02T10:00'))).toBe('2027-01-01T00:30')
})
