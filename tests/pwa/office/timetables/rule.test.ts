import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  type Choice,
  choiceFrom,
  choiceOf,
  DAYS,
  inOrder,
  movedTo,
  ruleOf,
  WEEKS,
  weekdayOf,
} from '@/office/timetables/rule'
import { ruleWords } from '@/office/timetables/rule-words'

const MONDAY = '2026-03-02'
const rounded = (rule: string) => ruleOf(choiceOf(rule, MONDAY))

it.each([
  ['FREQ=WEEKLY;BYDAY=WE,MO', 'FREQ=WEEKLY;BYDAY=MO,WE', 'Every week: Monday, Wednesday'],
  ['RRULE:FREQ=weekly;BYDAY=MO;WKST=SU', 'FREQ=WEEKLY;BYDAY=MO', 'Every week: Monday'],
  ['FREQ=WEEKLY;INTERVAL=2', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', 'Every 2 weeks: Monday'],
  ['FREQ=DAILY', 'FREQ=DAILY', 'Every day'],
  ['INTERVAL=3;FREQ=DAILY', 'FREQ=DAILY;INTERVAL=3', 'Every 3 days'],
  ['FREQ=MONTHLY', 'FREQ=MONTHLY;BYMONTHDAY=2', 'Every month: on day 2'],
  ['FREQ=MONTHLY;BYMONTHDAY=-1', 'FREQ=MONTHLY;BYMONTHDAY=-1', 'Every month: the last day'],
  [
    'FREQ=MONTHLY;INTERVAL=2;BYDAY=+2TU',
    'FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU',
    'Every 2 months: the second Tuesday',
  ],
  ['FREQ=MONTHLY;BYDAY=-1FR', 'FREQ=MONTHLY;BYDAY=-1FR', 'Every month: the last Friday'],
])('reads %s as choices and writes it', (rule, written, words) => {
  expect(rounded(rule)).toBe(written)
  expect(ruleWords(rule, MONDAY)).toBe(words)
})

it.each([
  ['FREQ=YEARLY;BYMONTH=6,7;BYMONTHDAY=1', 'Every year; June, July; on day 1'],
  ['FREQ=WEEKLY;BYDAY=MO;COUNT=10', 'Every week; Monday; 10 times'],
  ['FREQ=DAILY;UNTIL=20261223T090000Z', 'Every day; until December 23, 2026'],
  ['FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1', 'Every month; Monday, Tuesday; of these the last'],
  ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO', 'Every year; Monday; BYWEEKNO=20'],
  ['FREQ=MONTHLY;BYDAY=5SU', 'Every month; the fifth Sunday'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;WKST=SU', 'Every 2 weeks; Monday'],
  ['FREQ=DAILY;BYDAY=MO', 'Every day; Monday'],
  ['FREQ=MONTHLY;BYMONTHDAY=1,15', 'Every month; on day 1, 15'],
])('keeps %s, which no choice says, and tells it in words', (rule, words) => {
  expect(choiceOf(rule, MONDAY).every).toBe('kept')
  expect(rounded(rule)).toBe(rule)
  expect(ruleWords(rule, MONDAY)).toBe(words)
})

it('finds every choice again in the rule that it makes', () => {
  const choices = fc.record({
    every: fc.constantFrom('day' as const, 'week' as const, 'month' as const),
    interval: fc.integer({ min: 1, max: 999 }).map(String),
    days: fc.subarray([...DAYS], { minLength: 1 }),
    monthly: fc.constantFrom('date' as const, 'weekday' as const),
    date: fc.constantFrom(-1, 1, 15, 31),
    week: fc.constantFrom(...WEEKS),
    weekday: fc.constantFrom(...DAYS),
    kept: fc.constant(''),
  })
  fc.assert(
    fc.property(choices, (choice: Choice) => {
      const found = choiceOf(ruleOf(choice), MONDAY)
      expect([found.every, found.interval]).toEqual([choice.every, choice.interval])
      if (choice.every === 'week') expect(found.days).toEqual(inOrder(choice.days))
      expect(ruleOf(found)).toBe(ruleOf(choice))
    }),
  )
})

it('begins with the weekday of the first day', () => {
  expect(weekdayOf('2026-03-01')).toBe('SU')
  expect(choiceFrom('2026-03-31')).toMatchObject({ days: ['TU'], date: 31, week: 4 })
})

it('follows another first day with what nobody chose', () => {
  const moved = movedTo(choiceFrom('2026-03-02'), '2026-03-02', '2026-03-12')
  expect(moved).toEqual(choiceFrom('2026-03-12'))
  const chosen: Choice = { ...choiceFrom('2026-03-02'), days: ['MO', 'WE'], date: -1, week: -1 }
  expect(movedTo(chosen, '2026-03-02', '2026-03-12')).toMatchObject({
    days: ['MO', 'WE'],
    date: -1,
    week: -1,
  })
})
