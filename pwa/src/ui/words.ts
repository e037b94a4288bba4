/** Dates, times and counts in words, in the organization's time zone. */
import { digits, n, spokenTag, t } from '../base/text'

const formats = new Map<string, Intl.DateTimeFormat>()

function format(zone: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${spokenTag()} ${zone} ${name}`
  let made = formats.get(key)
  if (!made) {
    made = new Intl.DateTimeFormat(spokenTag(), { ...options, timeZone: zone })
    formats.set(key, made)
  }
  return made
}

type Moment = string | number | Date
const date = (moment: Moment) => new Date(moment)

export const clockTime = (moment: Moment, zone: string): string =>
  format(zone, 'time', { hour: '2-digit', minute: '2-digit' }).format(date(moment))

export const fullTime = (moment: Moment, zone: string): string =>
  format(zone, 'full', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(date(moment))

export const exactTime = (moment: Moment, zone: string): string =>
  format(zone, 'exact', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(date(moment))

export const dayName = (moment: Moment, zone: string): string =>
  format(zone, 'day', { weekday: 'long', day: 'numeric', month: 'long' }).format(date(moment))

/** The same of another year than this. */
export const dayNameAndYear = (moment: Moment, zone: string): string =>
  format(zone, 'day name and year', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(date(moment))

/** The day of a moment, with its year. */
export const dayOf = (moment: Moment, zone: string): string =>
  format(zone, 'day and year', { day: 'numeric', month: 'long', year: 'numeric' }).format(date(moment))

/** A day that is the same everywhere, as "2026-11-23". */
export const calendarDay = (day: string): string =>
  format('UTC', 'calendar', { day: 'numeric', month: 'long', year: 'numeric' }).format(date(day))

/** "1 mark", "12 marks". English only: for rooms that do not speak through `n()` yet. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${digits(number)} ${number === 1 ? one : many}`
}

export interface Unsent {
  waiting: number
  sending: number
  times: number
}

/** "12 marks", "1 session time", "12 marks and 1 session time"; empty when nothing waits. */
export function unsent({ waiting, sending, times }: Unsent): string {
  const both = [
    waiting + sending > 0 && n(waiting + sending, '{count} mark', '{count} marks'),
    times > 0 && n(times, '{count} {session} time', '{count} {session} times'),
  ].filter((one) => one !== false)
  return both.length < 2
    ? both.join('')
    : t('{marks} and {times}', { marks: both[0] ?? '', times: both[1] ?? '' })
}

/** How many things that is, for the grammar around it. */
export const unsentCount = ({ waiting, sending, times }: Unsent): number => waiting + sending + times

/** "12 marks wait on this tablet; they are safe." */
export function safetyWords(status: Unsent): string {
  const number = unsentCount(status)
  if (number === 0) return t('Nothing of yours waits on this tablet.')
  return n(
    number,
    '{marks} waits on this tablet; it is safe.',
    '{marks} wait on this tablet; they are safe.',
    { marks: unsent(status) },
  )
}

/** "just now", "5 minutes ago", "2 hours ago", then the date. */
export function ago(moment: number, now: number, zone: string): string {
  const seconds = Math.max(0, Math.round((now - moment) / 1000))
  if (seconds < 45) return t('just now')
  if (seconds < 3600)
    return n(Math.max(1, Math.round(seconds / 60)), '{count} minute ago', '{count} minutes ago')
  if (seconds < 12 * 3600) return n(Math.round(seconds / 3600), '{count} hour ago', '{count} hours ago')
  return fullTime(moment, zone)
}

/** "a, b, c": the comma of the language. */
export const listWords = (words: readonly string[]): string =>
  new Intl.ListFormat(spokenTag(), { type: 'unit', style: 'short' }).format(words)

const TOLERATED = 120_000
const HOUR = 3_600_000

/** How wrong the tablet's clock is, as in "3 days behind"; null while it is not worth a word. */
export function clockFault(offset: number | null): string | null {
  if (offset === null || Math.abs(offset) < TOLERATED) return null
  const span = Math.abs(offset)
  const behind = offset > 0
  if (span < 2 * HOUR) {
    const minutes = Math.round(span / 60_000)
    return behind
      ? n(minutes, '{count} minute behind', '{count} minutes behind')
      : n(minutes, '{count} minute ahead', '{count} minutes ahead')
  }
  if (span < 48 * HOUR) {
    const hours = Math.round(span / HOUR)
    return behind
      ? n(hours, '{count} hour behind', '{count} hours behind')
      : n(hours, '{count} hour ahead', '{count} hours ahead')
  }
  const days = Math.round(span / (24 * HOUR))
  return behind
    ? n(days, '{count} day behind', '{count} days behind')
    : n(days, '{count} day ahead', '{count} days ahead')
}

const ROLES: Record<string, () => string> = {
  administrator: () => t('Administrator'),
  frontline: () => t('{Colleague}'),
  manager: () => t('Manager'),
}

export const roleWords = (role: string): string => ROLES[role]?.() ?? role

export const fullName = (person: { first_name: string; last_name: string }): string =>
  apart(`${person.first_name} ${person.last_name}`.trim())

const TURNS = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff]/
const ISOLATES = /[\u2066-\u2069]/g

/** Somebody's words inside a sentence of ours: what is written from right to left turns nothing around it. */
export const apart = (words: string): string =>
  TURNS.test(words) ? `\u2068${words.replace(ISOLATES, '')}\u2069` : words

/** A tablet by its name, or by the beginning of its number when nobody has named it. */
export function deviceWords(name: string | null, id: string | null): string {
  if (name) return name
  return id === null ? t('no device') : t('unnamed tablet {id}', { id: id.slice(0, 8) })
}

/** A tablet by its name where that is known, else by its number. */
export const tabletWords = (id: string, names: ReadonlyMap<string, string>): string => {
  const name = names.get(id)
  return name === undefined ? tabletNumber(id) : apart(name)
}

/** A tablet by the beginning of its number, where it is not known whether it has a name. */
export const tabletNumber = (id: string): string => t('tablet {id}', { id: id.slice(0, 8) })
