/** A timetable as its form has it, and what of it goes to the server. */
import { addDays } from '../../base/days'
import { t } from '../../base/text'
import type { Timetable, TimetableBody } from './props'
import { type Choice, choiceFrom, choiceOf, isInterval, ruleOf } from './rule'

export interface Draft {
  group: string
  name: string
  choice: Choice
  startsOn: string
  startTime: string
  endTime: string
  /** Empty: open. */
  until: string
  exceptions: readonly string[]
  extraDates: readonly string[]
  isActive: boolean
}

export type Faults = Partial<Record<keyof Draft | 'interval' | 'days', string>>

export const emptyDraft = (today: string, group: string): Draft => ({
  group,
  name: '',
  choice: choiceFrom(today),
  startsOn: today,
  startTime: '09:00',
  endTime: '10:00',
  until: '',
  exceptions: [],
  extraDates: [],
  isActive: true,
})

export const draftOf = (row: Timetable): Draft => ({
  group: String(row.group),
  name: row.name,
  choice: choiceOf(row.rrule, row.starts_on),
  startsOn: row.starts_on,
  startTime: row.start_time,
  endTime: row.end_time,
  until: row.until ?? '',
  exceptions: row.exceptions,
  extraDates: row.extra_dates,
  isActive: row.is_active,
})

export const bodyOf = (draft: Draft): TimetableBody => ({
  group: Number(draft.group),
  name: draft.name.trim(),
  rrule: ruleOf(draft.choice),
  starts_on: draft.startsOn,
  start_time: draft.startTime,
  end_time: draft.endTime,
  until: draft.until === '' ? null : draft.until,
  exceptions: [...draft.exceptions],
  extra_dates: [...draft.extraDates],
  is_active: draft.isActive,
})

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** What differs from the row as it was seen. A rule that means the same stays as it was written. */
export function changesOf(draft: Draft, row: Timetable): Partial<TimetableBody> {
  const before = bodyOf(draftOf(row))
  const { group: _, ...fields } = bodyOf(draft)
  return Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => !same(value, before[name as keyof TimetableBody])),
  )
}

/** Somebody else was faster: what was typed here stays, everything else is as they left it. */
export function rebased(draft: Draft, seen: Timetable, fresh: Timetable): Draft {
  const [old, now] = [draftOf(seen), draftOf(fresh)]
  const fields = Object.entries(draft).map(([name, value]) => {
    const field = name as keyof Draft
    return [name, same(value, old[field]) ? now[field] : value]
  })
  return Object.fromEntries(fields) as Draft
}

/** What has to be set right before the server can say anything of it. */
export function faultsOf(draft: Draft): Faults {
  const faults: Faults = {}
  const fill = t('Fill this in.')
  if (draft.group === '') faults.group = fill
  if (draft.name.trim() === '') faults.name = fill
  for (const field of ['startsOn', 'startTime', 'endTime'] as const)
    if (draft[field] === '') faults[field] = fill
  const { every, interval, days } = draft.choice
  if (every !== 'kept' && !isInterval(interval)) faults.interval = t('A whole number from 1 to 999.')
  if (every === 'week' && days.length === 0) faults.days = t('Choose at least one.')
  if (draft.until !== '' && draft.startsOn !== '' && draft.until < draft.startsOn)
    faults.until = t('This is before the first day.')
  return faults
}

export const endsNextDay = ({ startTime, endTime }: Draft): boolean =>
  startTime !== '' && endTime !== '' && endTime <= startTime

const YEAR = 365

/** Which days sessions are made for, unless a person says otherwise: what lies ahead, a year at most. */
export function rangeOf(draft: Draft, today: string): { from: string; to: string } {
  const from = draft.startsOn > today ? draft.startsOn : today
  const year = addDays(from, YEAR)
  // Further days may lie behind the last one of the rule.
  const last = draft.until === '' ? year : [draft.until, ...draft.extraDates].sort().at(-1)
  const to = last !== undefined && last < year ? last : year
  return { from, to: to < from ? from : to }
}

const FIELDS: Readonly<Record<string, keyof Faults>> = {
  group: 'group',
  name: 'name',
  rrule: 'interval',
  starts_on: 'startsOn',
  start_time: 'startTime',
  end_time: 'endTime',
  until: 'until',
  exceptions: 'exceptions',
  extra_dates: 'extraDates',
}

/** The server's pointers by the names of the form; of others nothing. */
export function pointedAt(errors: Readonly<Record<string, string>>): Faults {
  const found: Faults = {}
  for (const [pointer, words] of Object.entries(errors)) {
    const field = FIELDS[pointer.split('/')[0] ?? '']
    if (field) found[field] = words
  }
  return found
}
