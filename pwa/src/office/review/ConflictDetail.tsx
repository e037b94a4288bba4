import type { ReadonlySignal } from '@preact/signals'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Clock } from '../../base/clock'
import { t } from '../../base/text'
import { type Asking, type ConflictView, type PresenceState, type Store, watchRecord } from '../../store'
import { announce } from '../../ui/announce'
import { BackLink } from '../../ui/BackHead'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { Link } from '../../ui/navigation'
import { rich } from '../../ui/rich'
import { StateTag } from '../../ui/StateTag'
import { VersionCard } from '../../ui/VersionCard'
import { fullTime } from '../../ui/words'
import { chosenWords, personOf, sessionOf } from './ConflictList'
import { History } from './History'
import { OtherState } from './OtherState'
import { type Choice, type Decided, resolveConflict } from './resolve'

interface Props {
  conflict: ConflictView
  states: readonly PresenceState[]
  store: Store
  api: Asking
  clock: Clock
  zone: string
  now: ReadonlySignal<number>
  mayDecide: boolean
  onSync: () => void
}

/** Both versions side by side, the decision, and the history of the mark. */
export function ConflictDetail({ conflict, states, store, api, clock, zone, now, mayDecide, onSync }: Props) {
  const record = useMemo(
    () => watchRecord(store, conflict.session, conflict.participant),
    [store, conflict.session, conflict.participant],
  ).value
  const heading = useRef<HTMLHeadingElement>(null)
  // Choosing in the list moves on to what was chosen, for eyes and for screen readers.
  useEffect(() => heading.current?.focus(), [])
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Decided | null>(null)
  const chosen = conflict.chosen_version
  const maySettle = mayDecide && chosen === null

  async function decide(choice: Choice) {
    setBusy(true)
    const decided = await resolveConflict(api, conflict, choice, record?.version ?? 0)
    setBusy(false)
    setOutcome(decided)
    announce(wordsOf(decided), decided.kind !== 'decided')
    // The decision and whatever made it stale come by the feed.
    if (decided.kind !== 'offline') onSync()
  }

  return (
    <article class="conflict">
      <header class="conflict-head">
        <BackLink href="/review" back={t('Back to the list')} />
        <div>
          <h2 class="conflict-title" ref={heading} tabIndex={-1}>
            {personOf(conflict)}
          </h2>
          <p class="muted">
            <Link href={`/sessions/${conflict.session}`}>{sessionOf(conflict)}</Link>
            {conflict.sessionRow && ` · ${fullTime(conflict.sessionRow.scheduled_start_at, zone)}`}
          </p>
        </div>
      </header>
      {outcome && outcome.kind !== 'decided' && chosen === null && (
        <Banner tone={outcome.kind === 'offline' ? 'wait' : 'bad'} icon="alert">
          {wordsOf(outcome)}
        </Banner>
      )}
      {chosen !== null && (
        <Banner tone="good" title={chosenWords(chosen)}>
          {conflict.resolved_at && `${t('Decided {time}.', { time: fullTime(conflict.resolved_at, zone) })} `}
          {rich('Now stands: {state}', {
            state: <StateTag code={record?.presence_state ?? null} states={states} />,
          })}
        </Banner>
      )}
      <div class="versions">
        {(['a', 'b'] as const).map((side) => (
          <VersionCard
            key={side}
            title={side === 'a' ? t('Version A, on the server first') : t('Version B, arrived later')}
            version={side === 'a' ? conflict.version_a_data : conflict.version_b_data}
            states={states}
            zone={zone}
            chosen={chosen === side}
          >
            {maySettle && (
              <Button kind="primary" disabled={busy} onClick={() => void decide({ chosen_version: side })}>
                {t('Choose version {version}', { version: side.toUpperCase() })}
              </Button>
            )}
          </VersionCard>
        ))}
      </div>
      {maySettle && <OtherState states={states} busy={busy} onChoose={(choice) => void decide(choice)} />}
      {!mayDecide && chosen === null && (
        <p class="muted">{t('An administrator decides which version stands.')}</p>
      )}
      <History
        store={store}
        api={api}
        clock={clock}
        zone={zone}
        now={now}
        conflict={conflict.id}
        record={record?.id ?? conflict.resolved_with_id}
        version={record?.version ?? 0}
      />
    </article>
  )
}

function wordsOf(decided: Decided): string {
  if (decided.kind === 'decided')
    return t('Decided. The tablets show it after their next contact with the server.')
  if (decided.kind === 'offline')
    return t('The server cannot be reached. Deciding needs a connection; nothing was changed.')
  if (decided.kind === 'signed_out') return t('Sign in again to decide. Nothing was changed.')
  return decided.message
}
