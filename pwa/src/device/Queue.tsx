import { useState } from 'preact/hooks'
import type { PresenceState, QueuedMark, QueueView } from '../store'
import { Button } from '../ui/Button'
import { Empty } from '../ui/Empty'
import { Icon, type IconName } from '../ui/Icon'
import { Link } from '../ui/navigation'
import { StateTag } from '../ui/StateTag'
import { count, fullTime } from '../ui/words'

interface Props {
  queue: QueueView
  states: readonly PresenceState[]
  zone: string
  onDismiss: (opId: string) => void
}

const PLACE: Record<QueuedMark['where'], { icon: IconName; words: string; tone: string }> = {
  waiting: { icon: 'device', words: 'Waiting', tone: 'wait' },
  sending: { icon: 'send', words: 'Sending', tone: 'wait' },
  in_question: { icon: 'question', words: 'In question', tone: 'ask' },
  refused: { icon: 'refused', words: 'Refused', tone: 'bad' },
  kept: { icon: 'refused', words: 'Kept for an administrator', tone: 'ask' },
  sent: { icon: 'cloud', words: 'On the server', tone: 'good' },
}

/** What was done, where it is not a mark. */
export const DEED: Partial<Record<QueuedMark['kind'], string>> = {
  walk_in: 'walked in',
  session_start: 'Session started',
  session_end: 'Session ended',
}

/** As many as fit beside the rest of the page. */
const FIRST = 8

/** Mark by mark: where it is, and why it is not on the server. */
export function Queue({ queue, states, zone, onDismiss }: Props) {
  const [all, setAll] = useState(false)
  if (!queue.loaded) return null
  if (queue.marks.length === 0)
    return (
      <section class="card">
        <Empty icon="cloud" title="Every mark is on the server">
          <p>Nothing waits on this tablet.</p>
        </Empty>
      </section>
    )
  return (
    <section class="card queue" aria-label="Marks not yet settled">
      <ul>
        {(all ? queue.marks : queue.marks.slice(0, FIRST)).map((mark) => (
          <Line key={mark.op_id} mark={mark} states={states} zone={zone} onDismiss={onDismiss} />
        ))}
      </ul>
      {!all && queue.marks.length > FIRST && (
        <Button kind="quiet" class="queue-all" onClick={() => setAll(true)}>
          Show all {queue.marks.length}
        </Button>
      )}
      {all && queue.more > 0 && <p class="queue-more muted">and {count(queue.more, 'more mark')}</p>}
    </section>
  )
}

function Line({ mark, states, zone, onDismiss }: Omit<Props, 'queue'> & { mark: QueuedMark }) {
  const place = PLACE[mark.where]
  return (
    <li class="queue-line">
      <span class="tag" data-tone={place.tone}>
        <Icon name={place.icon} />
        {place.words}
      </span>
      <div class="queue-what">
        <p>
          {mark.person !== '' && <strong>{mark.person}</strong>}{' '}
          {DEED[mark.kind] ?? <StateTag code={mark.state} states={states} />}
        </p>
        <p class="muted">
          <Link href={`/sessions/${mark.session}`}>{mark.sessionName}</Link> ·{' '}
          {fullTime(mark.marked_at, zone)}
        </p>
        {mark.reason !== null && <p class="queue-reason">{mark.reason}</p>}
        {mark.where === 'in_question' && <p>Two people marked this differently. An administrator decides.</p>}
      </div>
      {(mark.where === 'refused' || mark.where === 'kept') && (
        <Button kind="quiet" onClick={() => onDismiss(mark.op_id)}>
          I have seen it
        </Button>
      )}
    </li>
  )
}
