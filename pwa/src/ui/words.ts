/** Dates, times and counts in words, in the organization's time zone. */
import { digits, spokenTag } from '../base/text'

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

/** "1 mark", "12 marks". */
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
  const marks = waiting + sending
  const parts = [marks > 0 && count(marks, 'mark'), times > 0 && count(times, 'session time')]
  return parts.filter(Boolean).join(' and ')
}

/** How many things that is, for the grammar around it. */
export const unsentCount = ({ waiting, sending, times }: Unsent): number => waiting + sending + times

/** "12 marks wait on this tablet; they are safe." */
export function safetyWords(status: Unsent): string {
  const number = unsentCount(status)
  if (number === 0) return 'Nothing waits on this tablet.'
  return `${unsent(status)} ${number === 1 ? 'waits on this tablet; it is safe.' : 'wait on this tablet; they are safe.'}`
}

/** "just now", "5 minutes ago", "2 hours ago", then the date. */
export function ago(moment: number, now: number, zone: string): string {
  const seconds = Math.max(0, Math.round((now - moment) / 1000))
  if (seconds < 45) return 'just now'
  if (seconds < 3600) return `${count(Math.max(1, Math.round(seconds / 60)), 'minute')} ago`
  if (seconds < 12 * 3600) return `${count(Math.round(seconds / 3600), 'hour')} ago`
  return fullTime(moment, zone)
}

const TOLERATED = 120_000
const HOUR = 3_600_000

/** How wrong the tablet's clock is, as in "3 days behind"; null while it is not worth a word. */
export function clockFault(offset: number | null): string | null {
  if (offset === null || Math.abs(offset) < TOLERATED) return null
  const span = Math.abs(offset)
  const much =
    span < 2 * HOUR
      ? count(Math.round(span / 60_000), 'minute')
      : span < 48 * HOUR
        ? count(Math.round(span / HOUR), 'hour')
        : count(Math.round(span / (24 * HOUR)), 'day')
  return `${much} ${offset > 0 ? 'behind' : 'ahead'}`
}

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
  return id === null ? 'no device' : `unnamed ${tabletNumber(id)}`
}

/** A tablet by its name where that is known, else by its number. */
export const tabletWords = (id: string, names: ReadonlyMap<string, string>): string => {
  const name = names.get(id)
  return name === undefined ? tabletNumber(id) : apart(name)
}

/** A tablet by the beginning of its number, where it is not known whether it has a name. */
export const tabletNumber = (id: string): string => `tablet ${id.slice(0, 8)}`
