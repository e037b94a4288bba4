import { expect, it } from 'vitest'
import { addDays, dayOf, isDay, rangeOf, startOfDay } from '@/base/days'

const at = (iso: string) => Date.parse(iso)

it('takes today from the time zone of the organization', () => {
  const moment = at('2026-11-22T23:30:00Z')
  expect(dayOf(moment, 'UTC')).toBe('2026-11-22')
  expect(dayOf(moment, 'Asia/Dhaka')).toBe('2026-11-23')
  expect(dayOf(moment, 'America/Los_Angeles')).toBe('2026-11-22')
})

it.each([
  ['2026-03-29', 'Europe/Berlin', 23],
  ['2026-10-25', 'Europe/Berlin', 25],
  // The clocks go forward at midnight: that day begins at one o'clock.
  ['2026-09-06', 'America/Santiago', 23],
  ['2026-04-24', 'Africa/Cairo', 23],
  ['2026-11-23', 'Asia/Kathmandu', 24],
])('gives the day %s in %s its %i hours', (day, zone, hours) => {
  const { from, to } = rangeOf(day, zone)
  expect((at(to) - at(from)) / 3_600_000).toBe(hours)
  expect(dayOf(at(from), zone)).toBe(day)
  expect(dayOf(at(from) - 1, zone)).toBe(addDays(day, -1))
  expect(dayOf(at(to), zone)).toBe(addDays(day, 1))
})

it('begins every day of two years where the day before ends', () => {
  for (const zone of ['Europe/Berlin', 'America/Santiago', 'Australia/Lord_Howe'])
    for (let day = '2026-01-01'; day < '2028-01-01'; day = addDays(day, 1)) {
      const start = startOfDay(day, zone)
      expect(dayOf(start, zone)).toBe(day)
      expect(dayOf(start - 1, zone)).toBe(addDays(day, -1))
    }
})

it('steps over months and refuses what is no day', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
  expect(isDay('2026-11-23')).toBe(true)
  for (const bad of [null, '', '2026-13-01', 'today', '2026-11-23T00:00']) expect(isDay(bad)).toBe(false)
})
