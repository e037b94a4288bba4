/** A rule of RFC 5545 made from plain choices, and the choices that a rule means. What no choice says is kept as it is. */

export const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type Day = (typeof DAYS)[number]
export type Every = 'day' | 'week' | 'month' | 'kept'
/** The last one of a month, of days and of weekdays. */
export const LAST = -1
export const WEEKS = [1, 2, 3, 4, LAST] as const

/** All of it at once, so that looking at another way of saying it loses nothing. */
export interface Choice {
  every: Every
  /** As it was typed: every so many days, weeks or months. */
  interval: string
  days: readonly Day[]
  monthly: 'date' | 'weekday'
  date: number
  week: number
  weekday: Day
  /** A rule that no choice says. */
  kept: string
}

export type Parts = ReadonlyMap<string, string>

export const partsOf = (rule: string): Parts =>
  new Map(
    rule
      .toUpperCase()
      .replace(/^RRULE:/, '')
      .split(';')
      .filter((part) => part !== '')
      .map((part) => {
        const at = part.indexOf('=')
        return [part.slice(0, at), part.slice(at + 1)] as const
      }),
  )

export const isDay = (text: string): text is Day => DAYS.some((day) => day === text)

/** The weekday of a calendar day, "2026-11-23". */
export function weekdayOf(day: string): Day {
  const found = DAYS[(new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7]
  return found ?? 'MO'
}

const dateOf = (day: string): number => Number(day.slice(8, 10)) || 1

/** Where a form begins: every week on the weekday of its first day. */
export const choiceFrom = (startsOn: string): Choice => ({
  every: 'week',
  interval: '1',
  days: [weekdayOf(startsOn)],
  monthly: 'date',
  date: dateOf(startsOn),
  week: Math.min(4, Math.ceil(dateOf(startsOn) / 7)),
  weekday: weekdayOf(startsOn),
  kept: '',
})

/** Another first day: what was never chosen goes along with it. */
export function movedTo(choice: Choice, before: string, startsOn: string): Choice {
  const [old, now] = [choiceFrom(before), choiceFrom(startsOn)]
  const untouched = choice.days.join() === old.days.join()
  return {
    ...choice,
    days: untouched ? now.days : choice.days,
    date: choice.date === old.date ? now.date : choice.date,
    week: choice.week === old.week && choice.weekday === old.weekday ? now.week : choice.week,
    weekday: choice.weekday === old.weekday ? now.weekday : choice.weekday,
  }
}

/** @param startsOn what the rule counts from; where it names no day, this one is meant. */
export function choiceOf(rule: string, startsOn: string): Choice {
  const choice = choiceFrom(startsOn)
  const parts = partsOf(rule)
  const interval = parts.get('INTERVAL') ?? '1'
  const weeksBegin = parts.get('WKST') ?? 'MO'
  const known = [...parts.keys()].every((name) =>
    ['FREQ', 'INTERVAL', 'WKST', 'BYDAY', 'BYMONTHDAY'].includes(name),
  )
  const said = known && (weeksBegin === 'MO' || interval === '1') ? meantBy(parts, choice) : null
  return said ? { ...choice, ...said, interval } : { ...choice, every: 'kept', kept: rule }
}

function meantBy(parts: Parts, { days }: Choice): Partial<Choice> | null {
  const byDay = parts.get('BYDAY')
  const byDate = parts.get('BYMONTHDAY')
  switch (parts.get('FREQ')) {
    case 'DAILY':
      return byDay === undefined && byDate === undefined ? { every: 'day' } : null
    case 'WEEKLY': {
      const named = byDay?.split(',') ?? days
      return byDate === undefined && named.every(isDay) ? { every: 'week', days: inOrder(named) } : null
    }
    case 'MONTHLY':
      return monthly(byDay, byDate)
    default:
      return null
  }
}

function monthly(byDay: string | undefined, byDate: string | undefined): Partial<Choice> | null {
  if (byDay === undefined) {
    const date = byDate === undefined ? null : Number(byDate)
    if (date === null) return { every: 'month', monthly: 'date' }
    return date === LAST || (date >= 1 && date <= 31) ? { every: 'month', monthly: 'date', date } : null
  }
  const [, which = '', weekday = ''] = /^([+-]?\d+)([A-Z]{2})$/.exec(byDay) ?? []
  const week = Number(which)
  if (byDate !== undefined || !isDay(weekday) || !WEEKS.some((one) => one === week)) return null
  return { every: 'month', monthly: 'weekday', week, weekday }
}

export const inOrder = (days: readonly Day[]): Day[] => DAYS.filter((day) => days.includes(day))

/** The choice as a rule. */
export function ruleOf(choice: Choice): string {
  const often = choice.interval === '1' ? '' : `;INTERVAL=${choice.interval}`
  switch (choice.every) {
    case 'day':
      return `FREQ=DAILY${often}`
    case 'week':
      return `FREQ=WEEKLY${often};BYDAY=${inOrder(choice.days).join(',')}`
    case 'month':
      return choice.monthly === 'date'
        ? `FREQ=MONTHLY${often};BYMONTHDAY=${choice.date}`
        : `FREQ=MONTHLY${often};BYDAY=${choice.week}${choice.weekday}`
    case 'kept':
      return choice.kept
  }
}

/** Whole numbers from 1 to 999, without a zero before them. */
export const isInterval = (text: string): boolean => /^[1-9]\d{0,2}$/.test(text)
