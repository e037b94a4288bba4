import { computed, effect, type ReadonlySignal } from '@preact/signals'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Clock } from '../base/clock'
import { type RosterRow, type Store, watchRosterView, watchSession, watchStates } from '../store'
import { Banner } from '../ui/Banner'
import { Empty } from '../ui/Empty'
import { Icon } from '../ui/Icon'
import { Link, leavingLosesMarks } from '../ui/navigation'
import { PageHead } from '../ui/PageHead'
import { clockTime, count, fullTime } from '../ui/words'
import { countsOf } from './counts'
import { filterRows, isRemaining, type Show, sizes } from './filter'
import { lettersOf } from './letters'
import { createMarking } from './marking'
import { PersonDialog } from './PersonDialog'
import { Roster } from './Roster'
import { RosterActions, Toolbar } from './Toolbar'
import './marking.css'
import './states.css'
import './roster.css'

interface Props {
  store: Store
  session: number
  userId: number
  zone: string
  mayMark: boolean
  clock: Clock
}

/** The roster of one session: who is here. Everything works on this tablet alone. */
export function MarkingPage({ store, session, userId, zone, mayMark, clock }: Props) {
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
  if (!loaded) return <div class="page" aria-busy="true" />
  if (info === null && rows.length === 0) return <Unknown />
  const counts = countsOf(rows, states.value)
  const present = states.value.find((state) => state.code === 'present' && state.is_active)
  const remaining = rows.filter(isRemaining).length
  const opened = rows.find((row) => row.participant.id === person)
  const title = info?.name || info?.group_name || 'Session'
  const failed = marking.taps.failed.value
  return (
    <div class="marking">
      <div class="marking-head">
        <Link class="button" data-icon-only data-kind="quiet" href="/" aria-label="Back to the sessions">
          <Icon name="back" />
        </Link>
        <div class="marking-title">
          <PageHead title={title} />
          {info && (
            <p class="muted">
              {info.group_name} · {fullTime(info.scheduled_start_at, zone)}–
              {clockTime(info.scheduled_end_at, zone)}
            </p>
          )}
        </div>
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
      {failed > 0 && (
        <Banner tone="bad" title={`${count(failed, 'mark')} could not be saved on this tablet.`}>
          Do not close the app. Free some storage, then tap the marked lines again. What is marked as “Not
          saved” is not stored anywhere.
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
        <Empty icon="users" title="Nobody is in this group yet">
          <p>When an administrator adds people, they appear here after the next contact with the server.</p>
        </Empty>
      ) : shown.length === 0 ? (
        <Empty icon={query ? 'search' : 'check'} title={query ? 'Nobody found' : 'Nobody here'}>
          <p>
            {query
              ? 'No name or identifier matches these words.'
              : 'No one on this roster is in this filter.'}
          </p>
        </Empty>
      ) : (
        <Roster rows={shown} marking={marking} world={world} actions={actions} />
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

/** Drops saved taps once the roster was read again, and guards the page while something is not on the disk. */
function useSettling(roster: ReadonlySignal<unknown>, taps: ReturnType<typeof createMarking>['taps']): void {
  useEffect(() => {
    const stopSettling = effect(() => {
      roster.value
      taps.settle()
    })
    const stopGuarding = effect(() => {
      leavingLosesMarks.value = taps.unsaved.value
    })
    return () => {
      stopSettling()
      stopGuarding()
      leavingLosesMarks.value = false
    }
  }, [roster, taps])
}

function Unknown() {
  return (
    <div class="page">
      <PageHead title="Session" />
      <Empty icon="calendar" title="This session is not on this tablet">
        <p>It may lie outside the days that this tablet keeps, or you may not have access to it.</p>
        <Link class="button" href="/">
          Back to the sessions
        </Link>
      </Empty>
    </div>
  )
}
