import { useState } from 'preact/hooks'
import { Button } from './Button'
import { Dialog } from './Dialog'
import { clockTime, count } from './words'

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

/** Starts or ends a session now. Starting is one tap; the end cannot be taken back, so it is asked for once more. */
export function SessionSwitch({ session, title, unmarked, onStart, onEnd }: Props) {
  const [asking, setAsking] = useState(false)
  if (session.status === 'completed') return null
  if (session.status === 'scheduled')
    return (
      <Button icon="play" aria-label={`Start ${title}`} onClick={onStart}>
        Start
      </Button>
    )
  return (
    <>
      <Button icon="stop" aria-label={`End ${title}`} onClick={() => setAsking(true)}>
        End
      </Button>
      {asking && (
        <Dialog title={`End ${title}?`} onClose={() => setAsking(false)}>
          <p>
            {unmarked === 0
              ? 'Everybody has a mark.'
              : `${count(unmarked, 'person has', 'people have')} no mark yet. They can still be marked afterwards.`}
          </p>
          <div class="dialog-actions">
            <Button onClick={() => setAsking(false)}>Not yet</Button>
            <Button
              kind="primary"
              icon="stop"
              onClick={() => {
                setAsking(false)
                onEnd()
              }}
            >
              End now
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
  const parts = [start && `started ${clockTime(start, zone)}`, end && `ended ${clockTime(end, zone)}`]
  const words = parts.filter(Boolean).join(', ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
