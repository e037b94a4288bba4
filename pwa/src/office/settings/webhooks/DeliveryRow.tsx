import { useState } from 'preact/hooks'
import { digits, t } from '../../../base/text'
import { type Asking, ask } from '../../../store'
import { Button } from '../../../ui/Button'
import { exactTime, fullTime } from '../../../ui/words'
import type { Delivery, WholeDelivery } from '../props'
import { attemptWords, eventWords, problemOf, statusWords } from './event-words'

interface Props {
  api: Asking
  hook: number
  row: Delivery
  now: number
  zone: string
  onReplay: () => void
}

/** One event on its way to a webhook: how it went, in words; what was sent and answered behind it. */
export function DeliveryRow({ api, hook, row, zone, onReplay }: Props) {
  const [payload, setPayload] = useState<string | null>(null)
  const { words, tone } = statusWords(row.status)
  const problem = problemOf(row)
  async function open(shown: boolean) {
    if (!shown || payload !== null) return
    const asked = await ask<WholeDelivery>(api, {
      method: 'GET',
      path: `/webhooks/${hook}/deliveries/${row.id}`,
    })
    setPayload(asked.ok ? JSON.stringify(asked.value.payload, null, 2) : asked.error.message)
  }
  return (
    <li class="delivery">
      <div class="paged-row">
        <div>
          <p class="row">
            <strong>{eventWords(row.event_type)}</strong>
            <span class="tag" data-tone={tone}>
              {words}
            </span>
          </p>
          {problem !== '' && <p class="delivery-problem">{problem}</p>}
          <p class="muted">
            {exactTime(row.attempted_at ?? row.created_at, zone)}
            {row.attempts > 0 && ` · ${attemptWords(row)}`}
            {row.duration_ms !== null &&
              ` · ${t('{milliseconds} ms', { milliseconds: digits(row.duration_ms) })}`}
            {row.next_attempt_at &&
              row.attempts > 0 &&
              ` · ${t('again at {time}', { time: fullTime(row.next_attempt_at, zone) })}`}
          </p>
        </div>
        {row.status !== 'pending' && (
          <Button
            kind="quiet"
            icon="refresh"
            aria-label={t('Send again: {event}', { event: eventWords(row.event_type) })}
            onClick={onReplay}
          >
            {t('Send again')}
          </Button>
        )}
      </div>
      <details onToggle={(event) => void open(event.currentTarget.open)}>
        <summary>{t('What was sent, and what came back')}</summary>
        <dl class="facts">
          <dt>{t('Number of the event')}</dt>
          <dd>
            <code>{row.event_id}</code>
          </dd>
          <dt>{t('Answer')}</dt>
          <dd>
            <code>{[row.response_status, row.response_excerpt].filter(Boolean).join(' ') || '–'}</code>
          </dd>
        </dl>
        <pre class="delivery-payload" aria-busy={payload === null}>
          {payload ?? '…'}
        </pre>
      </details>
    </li>
  )
}
