import { addDays } from '../base/days'
import { t } from '../base/text'
import { Icon } from '../ui/Icon'
import { Link } from '../ui/navigation'
import { dayName, dayNameAndYear } from '../ui/words'

interface Props {
  day: string
  today: string
}

const address = (day: string, today: string) => (day === today ? '/' : `/?day=${day}`)
/** Noon UTC of a calendar day, formatted in UTC, is that day everywhere. */
const inWords = (day: string, today: string) =>
  (day.slice(0, 4) === today.slice(0, 4) ? dayName : dayNameAndYear)(`${day}T12:00:00Z`, 'UTC')

/** Yesterday, today, tomorrow and on: each day has its own address. */
export function DaySwitch({ day, today }: Props) {
  const before = addDays(day, -1)
  const after = addDays(day, 1)
  return (
    <nav class="day-switch" aria-label={t('Day')}>
      <Link
        class="button"
        data-icon-only
        href={address(before, today)}
        aria-label={t('Day before: {day}', { day: inWords(before, today) })}
      >
        <Icon name="previous" />
      </Link>
      {day !== today && (
        <Link class="button" href="/">
          {t('Today')}
        </Link>
      )}
      <Link
        class="button"
        data-icon-only
        href={address(after, today)}
        aria-label={t('Day after: {day}', { day: inWords(after, today) })}
      >
        <Icon name="next" />
      </Link>
    </nav>
  )
}

export function titleOf(day: string, today: string): string {
  if (day === today) return t('Today')
  if (day === addDays(today, -1)) return t('Yesterday')
  if (day === addDays(today, 1)) return t('Tomorrow')
  return inWords(day, today)
}

export const dayInWords = inWords
