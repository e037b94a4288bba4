import { useEffect } from 'preact/hooks'
import { digits, t } from '../../base/text'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import type { Import } from './props'

interface Props {
  row: Import
  /** The server was not reached the last time. */
  away: boolean
  busy: boolean
  onCancel: () => void
}

/** How far the server is, and the way to stop it. */
export function Progress({ row, away, busy, onCancel }: Props) {
  const counted = row.status !== 'reading' && row.total > 0
  const share = counted ? Math.min(1, row.done / row.total) : 0
  const title = titleOf(row.status)
  useEffect(() => announce(title), [title])
  return (
    <section class="card card-body" aria-labelledby="at-work">
      <h2 id="at-work">{title}</h2>
      <div
        class="progress import-progress"
        role="progressbar"
        aria-label={title}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(counted ? { 'aria-valuenow': Math.round(share * 100) } : {})}
      >
        <div style={{ '--share': String(counted ? share : 0.08) }} />
      </div>
      <div class="paged-row import-bare">
        <div>
          <p class="number">
            {counted
              ? t('{done} of {total} rows', { done: row.done, total: row.total })
              : t('{done} rows so far', { done: digits(row.done) })}
          </p>
          <p class="muted">
            {away
              ? t(
                  'The server cannot be reached right now. The work goes on there, and this page looks again by itself.',
                )
              : t('You may leave this page: the work goes on.')}
          </p>
        </div>
        <Button icon="stop" disabled={busy} onClick={onCancel}>
          {t('Stop')}
        </Button>
      </div>
    </section>
  )
}

function titleOf(status: Import['status']): string {
  if (status === 'reading') return t('The file is being read')
  return status === 'checking' ? t('Every row is being checked') : t('The rows are being written')
}
