import { computed } from '@preact/signals'
import { useMemo, useState } from 'preact/hooks'
import type { Clock } from '../base/clock'
import { n, t } from '../base/text'
import {
  endSession,
  type RosterRow,
  type Store,
  startSession,
  watchRosterView,
  watchSession,
  watchStates,
} from '../store'
import type { Api } from '../sync'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import { Empty } from '../ui/Empty'
import { Link } from '../ui/navigation'
import { PageHead } from '../ui/PageHead'
import { SessionSwitch } from '../ui/SessionSwitch'
import { toast } from '../ui/toast'
import { countsOf } from './counts'
import { filterRows, isRemaining, type Show, sizes } from './filter'
import { lettersOf } from './letters'
import { createMarking } from './marking'
import { NotOnTheList } from './NotOnTheList'
import { PersonDialog } from './PersonDialog'
import { ReceiptDialog } from './ReceiptDialog'
import { Roster } from './Roster'
import { SessionHead } from './SessionHead'
import { StorageFull } from './StorageFull'
import { useSettling } from './settling'
import { RosterActions, Toolbar } from './Toolbar'
import './marking.css'
import './states.css'
import './roster.css'
import './arrivals.css'

interface Props {
  store: Store
  api: Api
  session: number
  userId: number
  zone: string
  mayMark: boolean
  clock: Clock
}

/** The roster of one session: who is here. Everything works on this tablet alone. */
export function MarkingPage({ store, api, session, userId, zone, mayMark, clock }: Props) {
  const { states, roster, facts, marking } = useMemo(() => {
    const watched = watchStates(store)
    const made = createMarking({ store, session, userId, now: clock.now, states: watched })
    return {
      states: watched,
      roster: watchRosterView(store, session),
      facts: watchSession(store, session),
      marking: made,
    }
  }, [store, session, userId, clock])
  const letters = useMemo(() => computed(() => lettersOf(states.value)), [states])
  const [show, setShow] = useState<Show>('all')
  const [query, setQuery] = useState('')
  const [person, setPerson] = useState<number | null>(null)
  const [receipt, setReceipt] = useState(false)
  useSettling(roster, marking.taps)

  const { loaded, rows } = roster.value
  const info = facts.value
  const shown = useMemo(() => filterRows(rows, show, query), [rows, show, query])
  const world = useMemo(
    () => ({ states: states.value, letters: letters.value, zone, mayMark }),
    [states.value, letters.value, zone, mayMark],
  )
  const actions = useMemo(
    () => ({
      mark: (row: RosterRow, state: string | null) => void marking.mark(row, state),
      openPerson: (row: RosterRow) => setPerson(row.participant.id),
      dismiss: (row: RosterRow) => void marking.dismiss(row),
      forgetTap: (row: RosterRow) => marking.taps.forget(row.participant.id),
    }),
    [marking],
  )
  function strike(verb: typeof startSession, words: string) {
    verb(store, { session, marked_by: userId, now: clock.now() }).then(
      () => toast(words),
      () => toast(t('Not saved: this tablet could not store the time.')),
    )
  }
  if (!loaded) return <div class="page" aria-busy="true" />
  if (info === null && rows.length === 0) return <Unknown />
  const counts = countsOf(rows, states.value)
  const present = states.value.find((state) => state.code === 'present' && state.is_active)
  const remaining = rows.filter(isRemaining).length
  const opened = rows.find((row) => row.participant.id === person)
  const title = info?.name || info?.group_name || t('{Session}')
  const failed = marking.taps.failed.value
  return (
    <div class="marking">
      <SessionHead title={title} info={info} zone={zone}>
        <div class="row marking-tools">
          <Button icon="cloud" kind="quiet" class="receipt-button" onClick={() => setReceipt(true)}>
            <span>{t('Receipt')}</span>
          </Button>
          {mayMark && info && (
            <SessionSwitch
              session={info}
              title={title}
              unmarked={counts.unmarked}
              onStart={() => strike(startSession, t('{title} has started.', { title }))}
              onEnd={() => strike(endSession, t('{title} has ended.', { title }))}
            />
          )}
          {mayMark && (
            <RosterActions
              present={present}
              remaining={remaining}
              lastAction={marking.undoStack.last.value?.label ?? null}
              onRemaining={() => present && void marking.markRemaining(rows, present)}
              onUndo={() => void marking.undo()}
            />
          )}
        </div>
      </SessionHead>
      {failed > 0 && (
        <Banner
          tone="bad"
          title={n(
            failed,
            '{count} mark could not be saved on this tablet.',
            '{count} marks could not be saved on this tablet.',
          )}
        >
          {t(
            'Do not close the app. Free some storage, then tap the marked lines again. What is marked as “Not saved” is not stored anywhere.',
          )}
        </Banner>
      )}
      <Toolbar
        counts={counts}
        letters={letters.value}
        sizes={sizes(rows)}
        show={show}
        query={query}
        onShow={setShow}
        onQuery={setQuery}
      />
      {rows.length === 0 ? (
        <Empty icon="users" title={t('Nobody is in this {group} yet')}>
          <p>
            {t('When an administrator adds people, they appear here after the next contact with the server.')}
          </p>
        </Empty>
      ) : shown.length === 0 ? (
        query ? (
          <p class="nobody-found" role="status">
            {t('Nobody on this list matches.')}
          </p>
        ) : (
          <Empty icon="check" title={t('Nobody here')}>
            <p>{t('No one on this roster is in this filter.')}</p>
          </Empty>
        )
      ) : (
        <Roster rows={shown} marking={marking} world={world} actions={actions} />
      )}
      {mayMark && info && (
        <NotOnTheList
          store={store}
          session={session}
          query={query}
          marking={marking}
          world={world}
          onAdded={() => setQuery('')}
        />
      )}
      {receipt && (
        <ReceiptDialog
          store={store}
          api={api}
          clock={clock}
          session={session}
          zone={zone}
          rows={rows}
          onClose={() => setReceipt(false)}
        />
      )}
      {marking.full.value && (
        <StorageFull
          failed={failed}
          onRetry={() => void marking.retry(rows)}
          onGiveUp={() => marking.giveUp(rows)}
        />
      )}
      {opened && (
        <PersonDialog
          key={opened.participant.id}
          row={opened}
          states={states.value}
          letters={letters.value}
          zone={zone}
          marking={marking}
          mayMark={mayMark}
          onClose={() => setPerson(null)}
        />
      )}
    </div>
  )
}

function Unknown() {
  return (
    <div class="page">
      <PageHead title={t('{Session}')} />
      <Empty icon="calendar" title={t('This {session} is not on this tablet')}>
        <p>{t('It may lie outside the days that this tablet keeps, or you may not have access to it.')}</p>
        <Link class="button" href="/">
          {t('Back to the {sessions}')}
        </Link>
      </Empty>
    </div>
  )
}
