import { useState } from 'preact/hooks'
import { n, t } from '../base/text'
import type { PresenceState, QueuedMark, QueueView } from '../store'
import { Button } from '../ui/Button'
import { Empty } from '../ui/Empty'
import { Icon, type IconName } from '../ui/Icon'
import { Link } from '../ui/navigation'
import { StateTag } from '../ui/StateTag'
import { fullTime } from '../ui/words'

interface Props {
  queue: QueueView
  states: readonly PresenceState[]
  zone: string
  onDismiss: (opId: string) => void
}

const PLACE: Record<QueuedMark['where'], { icon: IconName; words: () => string; tone: string }> = {
  waiting: { icon: 'device', words: () => t('Waiting'), tone: 'wait' },
  sending: { icon: 'send', words: () => t('Sending'), tone: 'wait' },
  in_question: { icon: 'question', words: () => t('In question'), tone: 'ask' },
  refused: { icon: 'refused', words: () => t('Refused'), tone: 'bad' },
  kept: { icon: 'refused', words: () => t('Kept for an administrator'), tone: 'ask' },
  sent: { icon: 'cloud', words: () => t('On the server'), tone: 'good' },
}

/** What was done, where it is not a mark. */
export const DEED: Partial<Record<QueuedMark['kind'], () => string>> = {
  walk_in: () => t('walked in'),
  session_create: () => t('{Session} made'),
  session_start: () => t('{Session} started'),
  session_end: () => t('{Session} ended'),
  session_undo: () => t('{Session} start or end taken back'),
  session_taken_back: () => t('{Session} taken back'),
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
        <Empty icon="cloud" title={t('Every mark of yours is on the server')}>
          <p>{t('Nothing of yours waits on this tablet.')}</p>
        </Empty>
      </section>
    )
  return (
    <section class="card queue" aria-label={t('Marks not yet settled')}>
      <ul>
        {(all ? queue.marks : queue.marks.slice(0, FIRST)).map((mark) => (
          <Line key={mark.op_id} mark={mark} states={states} zone={zone} onDismiss={onDismiss} />
        ))}
      </ul>
      {!all && queue.marks.length > FIRST && (
        <Button kind="quiet" class="queue-all" onClick={() => setAll(true)}>
          {t('Show all {count}', { count: queue.marks.length })}
        </Button>
      )}
      {all && queue.more > 0 && (
        <p class="queue-more muted">{n(queue.more, 'and {count} more mark', 'and {count} more marks')}</p>
      )}
    </section>
  )
}

function Line({ mark, states, zone, onDismiss }: Omit<Props, 'queue'> & { mark: QueuedMark }) {
  const place = PLACE[mark.where]
  return (
    <li class="queue-line">
      <span class="tag" data-tone={place.tone}>
        <Icon name={place.icon} />
        {place.words()}
      </span>
      <div class="queue-what">
        <p>
          {mark.person !== '' && <strong>{mark.person}</strong>}{' '}
          {DEED[mark.kind]?.() ?? <StateTag code={mark.state} states={states} />}
        </p>
        <p class="muted">
          <Link href={`/sessions/${mark.session}`}>{mark.sessionName}</Link> ·{' '}
          {fullTime(mark.marked_at, zone)}
        </p>
        {mark.earlier > 0 && (
          <p class="muted">
            {n(
              mark.earlier,
              'It replaces {count} earlier mark, which is sent too.',
              'It replaces {count} earlier marks, which are sent too.',
            )}
          </p>
        )}
        {mark.reason !== null && <p class="queue-reason">{mark.reason}</p>}
        {mark.where === 'in_question' && (
          <p>{t('Two people marked this differently. An administrator decides.')}</p>
        )}
      </div>
      {(mark.where === 'refused' || mark.where === 'kept') && (
        <Button kind="quiet" onClick={() => onDismiss(mark.op_id)}>
          {t('I have seen it')}
        </Button>
      )}
    </li>
  )
}
