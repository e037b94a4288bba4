import type { ReadonlySignal } from '@preact/signals'
import { useMemo, useState } from 'preact/hooks'
import type { Clock } from '../../base/clock'
import { t } from '../../base/text'
import { type Asking, type Store, watchConflicts, watchStates } from '../../store'
import { Choices } from '../../ui/Choices'
import { Empty } from '../../ui/Empty'
import { PageHead } from '../../ui/PageHead'
import { ConflictDetail } from './ConflictDetail'
import { ConflictList } from './ConflictList'
import './review.css'

interface Props {
  store: Store
  api: Asking
  clock: Clock
  zone: string
  now: ReadonlySignal<number>
  mayDecide: boolean
  /** The conflict in the address, or null. */
  conflict: number | null
  onSync: () => void
}

/** The conflicts of the organization: those that wait for a decision, and those that were decided. */
export function ReviewPage({ store, api, clock, zone, now, mayDecide, conflict, onSync }: Props) {
  const open = useMemo(() => watchConflicts(store, { open: true }), [store]).value
  const decided = useMemo(() => watchConflicts(store, { open: false }), [store]).value
  const states = useMemo(() => watchStates(store), [store]).value
  const [tab, setTab] = useState<'open' | 'decided'>('open')
  const list = tab === 'open' ? open : decided
  const shown = [...open.conflicts, ...decided.conflicts].find((row) => row.id === conflict)
  return (
    <div class="page review" data-detail={conflict !== null}>
      <PageHead title={t('Review')} documentTitle={t('Review ({count})', { count: open.conflicts.length })} />
      <div class="review-list">
        <Choices
          legend={t('Conflicts')}
          value={tab}
          onChange={setTab}
          options={[
            { value: 'open', label: t('Open {count}', { count: open.conflicts.length }) },
            { value: 'decided', label: t('Decided {count}', { count: decided.conflicts.length }) },
          ]}
        />
        {list.loaded && list.conflicts.length === 0 ? (
          <Empty icon="scales" title={tab === 'open' ? t('Nothing to decide') : t('Nothing decided yet')}>
            <p>
              {tab === 'open'
                ? t('When two people mark the same person differently, both versions appear here.')
                : t('Decided conflicts stay here with both versions.')}
            </p>
          </Empty>
        ) : (
          <ConflictList
            conflicts={list.conflicts}
            states={states}
            selected={conflict}
            zone={zone}
            now={now.value}
          />
        )}
      </div>
      <div class="review-detail">
        {shown ? (
          <ConflictDetail
            key={shown.id}
            conflict={shown}
            states={states}
            store={store}
            api={api}
            clock={clock}
            zone={zone}
            now={now}
            mayDecide={mayDecide}
            onSync={onSync}
          />
        ) : (
          open.loaded && <Nothing missing={conflict !== null} waiting={open.conflicts.length} />
        )}
      </div>
    </div>
  )
}

function Nothing({ missing, waiting }: { missing: boolean; waiting: number }) {
  if (missing)
    return (
      <Empty icon="search" title={t('Not on this tablet')}>
        <p>
          {t(
            'This conflict has not reached this tablet yet. It appears here after the next contact with the server.',
          )}
        </p>
      </Empty>
    )
  if (waiting === 0) return null
  return (
    <Empty icon="scales" title={t('Choose a conflict')}>
      <p>{t('Both versions appear here side by side, with the history of the mark.')}</p>
    </Empty>
  )
}
