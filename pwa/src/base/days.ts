/** Calendar days in the organization's time zone: "today" is the organization's, not the tablet's. */

const formats = new Map<string, Intl.DateTimeFormat>()

/** The zone's wall clock at a moment, as if it were UTC. */
export function wallClock(ms: number, zone: string): number {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en', {
      timeZone: zone,
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formats.set(zone, format)
  }
  const found = new Map(format.formatToParts(ms).map((part) => [part.type, part.value]))
  const part = (type: Intl.DateTimeFormatPartTypes) => found.get(type) ?? '00'
  return Date.parse(
    `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}Z`,
  )
}

/** The day `YYYY-MM-DD` on which a moment falls in the zone. */
export const dayOf = (ms: number, zone: string): string =>
  new Date(wallClock(ms, zone)).toISOString().slice(0, 10)

/** How far the zone's wall clock is ahead of UTC at a moment, in milliseconds. */
const offset = (ms: number, zone: string): number => wallClock(ms, zone) - Math.floor(ms / 1000) * 1000

/** The moment at which a day begins in the zone, also where the clocks change at midnight. */
export function startOfDay(day: string, zone: string): number {
  const wall = Date.parse(`${day}T00:00:00Z`)
  const first = wall - offset(wall, zone)
  const second = wall - offset(first, zone)
  return dayOf(second, zone) === day ? second : Math.max(first, second)
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The first and the last moment of a day, as the store wants them. */
export function rangeOf(day: string, zone: string): { from: string; to: string } {
  const iso = (ms: number) => new Date(ms).toISOString()
  return { from: iso(startOfDay(day, zone)), to: iso(startOfDay(addDays(day, 1), zone)) }
}

export const isDay = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`))
