/** Days and times as these pages say them. */
import { spokenTag } from '../../base/text'
import { clockTime } from '../../ui/words'

/** "Mon, 2 Mar 2026": with its year, since a timetable goes beyond one. */
export const fullDay = (moment: string, zone: string): string =>
  new Intl.DateTimeFormat(spokenTag(), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: zone,
  }).format(new Date(moment))

/** A time of day, "08:30", in the tablet's digits and manner. */
export const clockWords = (time: string): string => clockTime(`2024-01-01T${time}:00Z`, 'UTC')
