import { expect, it } from 'vitest'
import {
  bodyOf,
  changesOf,
  draftOf,
  emptyDraft,
  endsNextDay,
  faultsOf,
  rangeOf,
  rebased,
} from '@/office/timetables/draft'
import type { Timetable } from '@/office/timetables/props'

const row: Timetable = {
  id: 3,
  group: 7,
  name: 'Choir',
  rrule: 'RRULE:FREQ=WEEKLY;BYDAY=WE,MO',
  starts_on: '2026-03-02',
  start_time: '09:00',
  end_time: '10:00',
  until: null,
  exceptions: ['2026-04-06'],
  extra_dates: [],
  is_active: true,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
  version: 12,
}

it('sends only what was changed, and leaves a rule that means the same as it was written', () => {
  const draft = draftOf(row)
  expect(changesOf(draft, row)).toEqual({})
  expect(changesOf({ ...draft, name: ' Band ', until: '2026-07-01' }, row)).toEqual({
    name: 'Band',
    until: '2026-07-01',
  })
  expect(changesOf({ ...draft, choice: { ...draft.choice, interval: '2' } }, row)).toEqual({
    rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE',
  })
})

it('keeps what was typed when somebody else was faster, and takes the rest of theirs', () => {
  const typed = { ...draftOf(row), name: 'Band' }
  const fresh = { ...row, name: 'Chorus', start_time: '08:30', version: 13 }
  const after = rebased(typed, row, fresh)
  expect(after).toMatchObject({ name: 'Band', startTime: '08:30' })
  expect(changesOf(after, fresh)).toEqual({ name: 'Band' })
})

it('says what is missing before the server is asked', () => {
  const draft = emptyDraft('2026-03-04', '')
  expect(Object.keys(faultsOf(draft))).toEqual(['group', 'name'])
  const weekly = { ...draft.choice, interval: '0', days: [] }
  const odd = { ...draft, group: '7', name: 'Choir', choice: weekly, until: '2026-03-01' }
  expect(Object.keys(faultsOf(odd))).toEqual(['interval', 'days', 'until'])
  expect(faultsOf({ ...odd, until: '', choice: { ...weekly, every: 'kept' } })).toEqual({})
})

it('ends on the next day at or before the hour of its start', () => {
  const draft = draftOf(row)
  expect(endsNextDay(draft)).toBe(false)
  expect(endsNextDay({ ...draft, startTime: '22:00', endTime: '06:00' })).toBe(true)
  expect(bodyOf({ ...draft, until: '' }).until).toBeNull()
})

it('makes what lies ahead: up to the last day, a year at most', () => {
  const draft = draftOf(row)
  expect(rangeOf(draft, '2026-03-20')).toEqual({ from: '2026-03-20', to: '2027-03-20' })
  expect(rangeOf({ ...draft, until: '2026-07-01' }, '2026-01-01')).toEqual({
    from: '2026-03-02',
    to: '2026-07-01',
  })
  const behind = { ...draft, until: '2026-07-01', extraDates: ['2026-07-04'] }
  expect(rangeOf(behind, '2026-03-20').to).toBe('2026-07-04')
  expect(rangeOf({ ...draft, until: '2026-03-03' }, '2026-05-01')).toEqual({
    from: '2026-05-01',
    to: '2026-05-01',
  })
})
