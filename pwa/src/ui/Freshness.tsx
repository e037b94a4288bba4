import type { Refreshed } from '../base/refreshed'
import { t } from '../base/text'
import { Outline } from './AskingServer'
import { Button } from './Button'
import { ago } from './words'

interface Props {
  savedAt: number | null
  now: number
  zone: string
  outcome: Refreshed | 'asking'
  onRefresh: () => void
}

const WORDS: Record<Refreshed | 'asking', () => string> = {
  asking: () => t('Asking the server…'),
  fresh: () => '',
  offline: () => t('The server cannot be reached.'),
  signed_out: () => t('Sign in again to see what is new.'),
  forbidden: () => t('You may not read this list.'),
  gone: () => t('This is not there any more.'),
  failed: () => t('The server gave no answer that this app understands.'),
}

/** How old an online list is, and why it is not newer; the outline of what was never read and is on its way. */
export function Freshness({ savedAt, now, zone, outcome, onRefresh }: Props) {
  const age = savedAt === null ? '' : t('As of {time}.', { time: ago(savedAt, now, zone) })
  return (
    <>
      <div class="row freshness">
        <p class="muted" role="status">
          {WORDS[outcome]()} {outcome !== 'asking' && age}
        </p>
        <Button icon="refresh" kind="quiet" aria-busy={outcome === 'asking'} onClick={onRefresh}>
          {t('Refresh')}
        </Button>
      </div>
      {outcome === 'asking' && savedAt === null && <Outline />}
    </>
  )
}
