/** Spans of time that a person types as a number and a unit, and that the server takes in minutes. */
import { n } from '../../base/text'

export type Unit = 'minutes' | 'hours' | 'days'

export const MINUTES: Readonly<Record<Unit, number>> = { minutes: 1, hours: 60, days: 1440 }
export const UNITS: readonly Unit[] = ['minutes', 'hours', 'days']

export interface Span {
  /** As typed. */
  amount: string
  unit: Unit
}

/** In the largest unit that needs no fraction. */
export function spanOf(minutes: number): Span {
  const unit = minutes % MINUTES.days === 0 ? 'days' : minutes % MINUTES.hours === 0 ? 'hours' : 'minutes'
  return { amount: String(minutes / MINUTES[unit]), unit }
}

export const minutesOf = ({ amount, unit }: Span): number => Number(amount) * MINUTES[unit]

/** The whole numbers of a unit that lie between two spans. */
export const boundsIn = (unit: Unit, least: number, most: number): { min: number; max: number } => ({
  min: Math.max(1, Math.ceil(least / MINUTES[unit])),
  max: Math.floor(most / MINUTES[unit]),
})

/** "14 days". */
export function spanWords(minutes: number): string {
  const { amount, unit } = spanOf(minutes)
  const number = Number(amount)
  if (unit === 'days') return n(number, '{count} day', '{count} days')
  if (unit === 'hours') return n(number, '{count} hour', '{count} hours')
  return n(number, '{count} minute', '{count} minutes')
}
