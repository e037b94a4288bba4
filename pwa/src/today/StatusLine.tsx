import { dayOf } from '../base/days'
import { n, t } from '../base/text'
import type { StatusView } from '../store'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import { Link } from '../ui/navigation'
import { clockFault, unsent, unsentCount } from '../ui/words'
import { waitLong } from './agenda'
import { dayInWords } from './DaySwitch'
import { safeWords } from './safe-words'

interface Props {
  status: StatusView
  now: number
  /** The day that is on the screen, of this zone. */
  day: string
  zone: string
  onSync: () => void
}

/** In words what waits and what needs a person; silent when all is well. */
export function StatusLine({ status, now, day, zone, onSync }: Props) {
  const waiting = unsentCount(status)
  const fault = clockFault(status.clockOffset)
  // The register of the real day is one tap away: nobody has to find the tablet's settings first.
  const real = dayOf(now + (status.clockOffset ?? 0), zone)
  return (
    <div class="stack status-lines">
      {waiting > 0 && (
        <Banner
          tone="wait"
          title={n(waiting, '{marks} waits on this tablet.', '{marks} wait on this tablet.', {
            marks: unsent(status),
          })}
          action={
            status.phase !== 'signed_out' && (
              <Button icon="refresh" onClick={onSync}>
                {t('Send now')}
              </Button>
            )
          }
        >
          {safeWords(status.phase, waiting)} {status.detail}{' '}
          {waitLong(status.oldestAt, now) &&
            t('They have waited for days: take this tablet to a network soon, before its browser tidies up.')}
        </Banner>
      )}
      {fault && (
        <Banner
          tone="bad"
          title={t('This tablet’s clock is {fault}.', { fault })}
          action={
            real !== day && (
              <Link class="button" href={`/?day=${real}`}>
                {t('Show {day}', { day: dayInWords(real, day) })}
              </Link>
            )
          }
        >
          {t(
            '“Today” and “On now” may be wrong here. Please set the tablet’s date and time; marks are kept either way.',
          )}
        </Banner>
      )}
      {status.refused > 0 && (
        <Banner
          tone="bad"
          icon="refused"
          title={n(status.refused, 'The server refused {count} mark.', 'The server refused {count} marks.')}
          action={
            <Link class="button" href="/device">
              {t('See why')}
            </Link>
          }
        />
      )}
    </div>
  )
}
