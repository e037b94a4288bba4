/** A rule of RFC 5545 as a sentence. What has no words of its own stands as it was written. */
import { n, numeral, spokenTag, t } from '../../base/text'
import { calendarDay, listWords } from '../../ui/words'
import { type Choice, choiceOf, DAYS, type Day, isDay, LAST, type Parts, partsOf } from './rule'

/** A Monday, to name weekdays by; the first of January of that year. */
const MONDAY = Date.UTC(2024, 0, 1)

export function weekdayName(day: Day, width: 'long' | 'short' = 'long'): string {
  const moment = MONDAY + DAYS.indexOf(day) * 86_400_000
  return new Intl.DateTimeFormat(spokenTag(), { weekday: width, timeZone: 'UTC' }).format(moment)
}

const monthName = (number: number): string =>
  new Intl.DateTimeFormat(spokenTag(), { month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2024, number - 1, 15),
  )

export function whichWords(week: number): string {
  switch (week) {
    case 1:
      return t('first')
    case 2:
      return t('second')
    case 3:
      return t('third')
    case 4:
      return t('fourth')
    case 5:
      return t('fifth')
    case LAST:
      return t('last')
    default:
      return numeral(week)
  }
}

/** @param startsOn what the rule counts from. */
export function ruleWords(rule: string, startsOn: string): string {
  const choice = choiceOf(rule, startsOn)
  return choice.every === 'kept' ? keptWords(rule) : choiceWords(choice)
}

export function choiceWords(choice: Choice): string {
  const count = Number(choice.interval)
  switch (choice.every) {
    case 'day':
      return n(count, 'Every day', 'Every {count} days')
    case 'week':
      return n(count, 'Every week: {days}', 'Every {count} weeks: {days}', {
        days: listWords(choice.days.map((day) => weekdayName(day))),
      })
    case 'month':
      return n(count, 'Every month: {day}', 'Every {count} months: {day}', { day: dayOfMonth(choice) })
    case 'kept':
      return keptWords(choice.kept)
  }
}

function dayOfMonth({ monthly, date, week, weekday }: Choice): string {
  if (monthly === 'weekday')
    return t('the {which} {weekday}', { which: whichWords(week), weekday: weekdayName(weekday) })
  return date === LAST ? t('the last day') : t('on day {day}', { day: date })
}

const WORDED = ['FREQ', 'INTERVAL', 'BYMONTH', 'BYDAY', 'BYMONTHDAY', 'BYSETPOS', 'COUNT', 'UNTIL', 'WKST']

function keptWords(rule: string): string {
  const parts = partsOf(rule)
  const raw = [...parts].filter(([name]) => !WORDED.includes(name)).map(([name, value]) => `${name}=${value}`)
  return [frequency(parts), ...limits(parts), ...raw].filter((words) => words !== '').join('; ')
}

function frequency(parts: Parts): string {
  const count = Number(parts.get('INTERVAL') ?? '1')
  switch (parts.get('FREQ')) {
    case 'DAILY':
      return n(count, 'Every day', 'Every {count} days')
    case 'WEEKLY':
      return n(count, 'Every week', 'Every {count} weeks')
    case 'MONTHLY':
      return n(count, 'Every month', 'Every {count} months')
    case 'YEARLY':
      return n(count, 'Every year', 'Every {count} years')
    default:
      return parts.get('FREQ') ?? ''
  }
}

function limits(parts: Parts): string[] {
  const values = (name: string) => parts.get(name)?.split(',') ?? []
  const found: string[] = []
  const months = values('BYMONTH').map((one) => monthName(Number(one)))
  if (months.length > 0) found.push(listWords(months))
  const days = values('BYDAY').map(weekdayWords)
  if (days.length > 0) found.push(listWords(days))
  const dates = values('BYMONTHDAY').map((one) => numeral(Number(one)))
  if (dates.length > 0) found.push(t('on day {day}', { day: listWords(dates) }))
  const of = values('BYSETPOS').map((one) => whichWords(Number(one)))
  if (of.length > 0) found.push(t('of these the {which}', { which: listWords(of) }))
  const count = parts.get('COUNT')
  if (count) found.push(n(Number(count), '{count} time', '{count} times'))
  const until = /^(\d{4})(\d{2})(\d{2})/.exec(parts.get('UNTIL') ?? '')
  if (until) found.push(t('until {day}', { day: calendarDay(until.slice(1).join('-')) }))
  return found
}

function weekdayWords(text: string): string {
  const [, which = '', day = ''] = /^([+-]?\d*)([A-Z]{2})$/.exec(text) ?? []
  if (!isDay(day)) return text
  return which === ''
    ? weekdayName(day)
    : t('the {which} {weekday}', { which: whichWords(Number(which)), weekday: weekdayName(day) })
}
