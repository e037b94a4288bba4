import { useState } from 'preact/hooks'
import { n, t } from '../base/text'
import { Button } from './Button'
import { Dialog } from './Dialog'
import { clockTime } from './words'

interface Times {
  status: string
  actual_start_at: string | null
  actual_end_at: string | null
}

interface Props {
  session: Times
  title: string
  /** How many people have no mark yet: worth knowing before the end. */
  unmarked: number
  onStart: () => void
  onEnd: () => void
}

/** Starts or ends a session now. Starting is one tap; at the end it is said who has no mark yet. */
export function SessionSwitch({ session, title, unmarked, onStart, onEnd }: Props) {
  const [asking, setAsking] = useState(false)
  if (session.status === 'completed') return null
  if (session.status === 'scheduled')
    return (
      <Button icon="play" aria-label={t('Start {title}', { title })} onClick={onStart}>
        {t('Start')}
      </Button>
    )
  return (
    <>
      <Button icon="stop" aria-label={t('End {title}', { title })} onClick={() => setAsking(true)}>
        {t('End')}
      </Button>
      {asking && (
        <Dialog title={t('End {title}?', { title })} onClose={() => setAsking(false)}>
          <p>
            {unmarked === 0
              ? t('Everybody has a mark.')
              : n(
                  unmarked,
                  '{count} person has no mark yet. They can still be marked afterwards.',
                  '{count} people have no mark yet. They can still be marked afterwards.',
                )}
          </p>
          <div class="dialog-actions">
            <Button onClick={() => setAsking(false)}>{t('Not yet')}</Button>
            <Button
              kind="primary"
              icon="stop"
              onClick={() => {
                setAsking(false)
                onEnd()
              }}
            >
              {t('End now')}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  )
}

/** "Started 09:02, ended 10:01"; empty before the start. */
export function timesInWords(session: Times, zone: string): string {
  const { actual_start_at: start, actual_end_at: end } = session
  if (!start) return end ? t('Ended {end}', { end: clockTime(end, zone) }) : ''
  const times = { start: clockTime(start, zone), end: end ? clockTime(end, zone) : '' }
  return end ? t('Started {start}, ended {end}', times) : t('Started {start}', times)
}
