import { computed } from '@preact/signals'
import { useMemo, useRef, useState } from 'preact/hooks'
import type { Clock } from '../base/clock'
import { n, t } from '../base/text'
import {
  endSession,
  type Store,
  startSession,
  watchInnerGroups,
  watchNameLeft,
  watchRosterView,
  watchSession,
  watchStates,
} from '../store'
import type { Api } from '../sync'
import { Banner } from '../ui/Banner'
import { Button, IconButton } from '../ui/Button'
import { Empty } from '../ui/Empty'
import { Icon } from '../ui/Icon'
import { lettersOf } from '../ui/letters'
import { Link } from '../ui/navigation'
import { PageHead } from '../ui/PageHead'
import { SessionSwitch } from '../ui/SessionSwitch'
import { toast } from '../ui/toast'
import { apart } from '../ui/words'
import { countsOf } from './counts'
import { useCovering, useTopOfFound } from './covering'
import { Found, type Sorted } from './Found'
import { filterRows, isRemaining, type Show, sizes } from './filter'
import { HelpDialog } from './HelpDialog'
import { LastActions } from './LastActions'
import { createMarking } from './marking'
import { NotOnTheList } from './NotOnTheList'
import { PersonDialog } from './PersonDialog'
import { ReceiptDialog } from './ReceiptDialog'
import { SessionHead } from './SessionHead'
import { StorageFull } from './StorageFull'
import { useSettling } from './settling'
import { useShortcuts } from './shortcuts'
import { MarkTheRest, Toolbar, UndoTools } from './Toolbar'
import { useLines } from './world'
import './marking.css'
import './roster.css'
import './list/list.css'
import './keys.css'
import './arrivals.css'

interface Props {
  store: Store
  api: Api
  session: number
  userId: number
  zone: string
  mayMark: boolean
  /** Whether badges of the group are made by whoever looks. */
  mayPrint: boolean
  clock: Clock
}

/** The roster of one session: who is here. Everything works on this tablet alone. */
export function MarkingPage({ store, api, session, userId, zone, mayMark: allowed, mayPrint, clock }: Props) {
  const { states, roster, facts, nameLeft, innerGroups, marking } = useMemo(() => {
    const watched = watchStates(store)
    const made = createMarking({ store, session, userId, now: clock.now, states: watched })
    return {
      states: watched,
      roster: watchRosterView(store, session),
      facts: watchSession(store, session),
      nameLeft: watchNameLeft(store, session),
      innerGroups: watchInnerGroups(store, session),
      marking: made,
    }
  }, [store, session, userId, clock])
  const letters = useMemo(() => computed(() => lettersOf(states.value)), [states])
  const [show, setShow] = useState<Show>('all')
  const [query, setQuery] = useState('')
  const [person, setPerson] = useState<number | null>(null)
  const [sorted, setSorted] = useState<Sorted>('name')
  const [aside, setAside] = useState<'receipt' | 'help' | 'last' | null>(null)
  const page = useRef<HTMLDivElement>(null)
  useSettling(roster, marking.taps)

  const { loaded, rows } = roster.value
  const info = facts.value
  // What this tablet knows no more of takes no mark: it would be made without having seen what stands.
  const mayMark = allowed && info !== null
  // With its head at once: nothing moves under a finger that is already on its way.
  const painted = loaded && info !== undefined
  useCovering(page, painted)
  useTopOfFound(page, `${show} ${query}`)
  const shown = useMemo(() => filterRows(rows, show, query), [rows, show, query])
  const { world, actions } = useLines({
    store,
    session,
    states,
    letters,
    zone,
    mayMark,
    marking,
    onOpen: setPerson,
  })
  useShortcuts({
    search: () => page.current?.querySelector<HTMLInputElement>('input[type=search]')?.focus(),
    help: () => setAside('help'),
    undo: () => allowed && void marking.undo(),
  })
  function strike(verb: typeof startSession, words: string) {
    verb(store, { session, marked_by: userId, now: clock.now() }).then(
      ({ undo }) => marking.said(words, undo),
      () => toast(t('Not saved: this tablet could not store the time.')),
    )
  }
  if (!painted) return <div class="page" aria-busy="true" />
  if (info === null && rows.length === 0) return <Unknown />
  const counts = countsOf(rows, states.value)
  const opened = rows.find((row) => row.participant.id === person)
  const title = info?.name || info?.group_name || (info === null && nameLeft.value) || t('{Session}')
  const failed = marking.taps.failed.value
  return (
    <div ref={page} class="marking">
      <SessionHead title={title} info={info} zone={zone}>
        <div class="row marking-tools">
          <Button icon="cloud" kind="quiet" class="receipt-button" onClick={() => setAside('receipt')}>
            <span>{t('Receipt')}</span>
          </Button>
          {mayPrint && info && (
            <Link
              class="button"
              data-icon-only
              data-kind="quiet"
              href={`/badges?group=${info.group}`}
              aria-label={t('Badges of {name}', { name: apart(info.group_name) })}
              title={t('Badges of {name}', { name: apart(info.group_name) })}
            >
              <Icon name="badge" />
            </Link>
          )}
          {mayMark && (
            <IconButton
              icon="question"
              kind="quiet"
              label={t('Marking faster')}
              aria-keyshortcuts="?"
              onClick={() => setAside('help')}
            />
          )}
          {allowed && (
            <UndoTools
              lastAction={marking.undoStack.last.value?.label ?? null}
              onUndo={() => void marking.undo()}
              onLast={() => setAside('last')}
            />
          )}
          {mayMark && info && (
            <Link class="button scan-button" href={`/sessions/${session}/scan`}>
              <Icon name="scan" />
              <span>{t('Scan')}</span>
            </Link>
          )}
          {mayMark && info && (
            <SessionSwitch
              session={info}
              title={title}
              unmarked={counts.unmarked}
              onStart={() => strike(startSession, t('{title} has started.', { title }))}
              onEnd={() => strike(endSession, t('{title} has ended.', { title }))}
            />
          )}
          {mayMark && world.present && rows.length > 0 && (
            <MarkTheRest
              present={world.present}
              remaining={rows.filter(isRemaining).length}
              unmarked={counts.unmarked}
              onRemaining={() => world.present && void marking.markRemaining(rows, world.present)}
            />
          )}
        </div>
      </SessionHead>
      {info === null && <Gone />}
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
      <Found
        total={rows.length}
        rows={shown}
        query={query}
        innerGroups={innerGroups.value}
        sorted={sorted}
        onSorted={setSorted}
        marking={marking}
        world={world}
        actions={actions}
      />
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
      {aside === 'receipt' && (
        <ReceiptDialog
          store={store}
          api={api}
          clock={clock}
          session={session}
          zone={zone}
          rows={rows}
          onClose={() => setAside(null)}
        />
      )}
      {aside === 'help' && <HelpDialog world={world} onClose={() => setAside(null)} />}
      {aside === 'last' && <LastActions marking={marking} onClose={() => setAside(null)} />}
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
          leave={info ? { store, clock, zone, info } : null}
          onClose={() => setPerson(null)}
        />
      )}
    </div>
  )
}

/** Over what this person marked in a session that was deleted or left the tablet, and that is not settled. */
function Gone() {
  return (
    <Banner tone="bad" title={t('This {session} is no longer on this tablet.')}>
      {t(
        'It was deleted, or lies outside what this tablet carries. Below is what is not settled of it here.',
      )}
    </Banner>
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
