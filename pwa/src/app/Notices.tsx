import { t } from '../base/text'
import type { Health, StatusView } from '../store'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import { Link } from '../ui/navigation'
import { calendarDay } from '../ui/words'
import { applyUpdate } from './updates'

interface Props {
  status: StatusView
  health: Health
  /** A new build may be offered now. */
  update: boolean
  /** Nothing but faults may interrupt. */
  atWork: boolean
}

/** What must be known whatever the page: a fault of the storage, an ended sign-in, a new build. */
export function Notices({ status, health, update, atWork }: Props) {
  return (
    <>
      {health !== 'ok' && (
        <Banner
          tone="bad"
          title={healthWords(health).title}
          // A new start frees no space, and takes what is on the screen alone.
          action={health !== 'quota' && <Button onClick={() => location.reload()}>{t('Start again')}</Button>}
        >
          {healthWords(health).text}
        </Banner>
      )}
      {status.phase === 'signed_out' && (
        <Banner
          tone="wait"
          icon="lock"
          title={t('Your sign-in has ended.')}
          action={
            <Link class="button" href="/sign-in">
              {t('Sign in')}
            </Link>
          }
        >
          {t('Marking goes on. Marks stay on this tablet and are sent after you sign in.')}
        </Banner>
      )}
      {status.endsOn !== null && !update && !atWork && (
        <Banner
          tone="wait"
          icon="refresh"
          title={t('This version of the app can sync until {day}.', { day: calendarDay(status.endsOn) })}
        >
          {t(
            'A newer one is looked for by itself. If none comes, close the app and open it again with a network.',
          )}
        </Banner>
      )}
      {update && (
        <Banner
          tone="info"
          icon="refresh"
          title={t('A new version of the app is ready.')}
          action={<Button onClick={applyUpdate}>{t('Update now')}</Button>}
        >
          {t('It takes a second. Every mark stays where it is.')}
        </Banner>
      )}
    </>
  )
}

function healthWords(health: Exclude<Health, 'ok'>): { title: string; text: string } {
  switch (health) {
    case 'blocked':
      return { title: t('Another tab holds the storage.'), text: t('Close the other tabs of this app.') }
    case 'outdated':
      return {
        title: t('A newer version of this app runs in another tab.'),
        text: t('Start this one again. Your marks are safe.'),
      }
    case 'quota':
      return {
        title: t('This tablet is out of storage.'),
        text: t('New marks are not saved. Free some space before you go on.'),
      }
    case 'connection':
      return {
        title: t('The tablet lost its storage.'),
        text: t('New marks are not saved. Close the app and open it again.'),
      }
  }
}
