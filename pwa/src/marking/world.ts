/** What the lines of a roster share, and what they can ask for. */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { type PresenceState, type RecentBook, type RosterRow, recentBook, type Store } from '../store'
import { sideBySide } from '../ui/StateControl'
import { wishForKey } from './keys'
import type { LineActions, LineWorld } from './line-world'
import type { Marking } from './marking'

interface Source {
  store: Store
  session: number
  states: ReadonlySignal<readonly PresenceState[]>
  letters: ReadonlySignal<ReadonlyMap<string, string>>
  zone: string
  mayMark: boolean
  marking: Marking
  onOpen: (participant: number) => void
}

/** The same objects until the states change. */
export function useLines(source: Source): { world: LineWorld; actions: LineActions } {
  const { store, session, marking, onOpen, zone, mayMark } = source
  const lasting = useMemo(() => {
    const panels = signal<ReadonlySet<number>>(new Set())
    const exceptional = signal('absent')
    const recent: RecentBook = recentBook(store, session)
    const actions: LineActions = {
      mark(row, state) {
        if (state !== null && state !== 'present') exceptional.value = state
        void marking.mark(row, state)
      },
      openPerson: (row) => onOpen(row.participant.id),
      dismiss: (row) => void marking.dismiss(row),
      forgetTap: (row) => marking.taps.forget(row.participant.id),
      togglePanel(row: RosterRow) {
        const open = new Set(panels.peek())
        if (!open.delete(row.participant.id)) open.add(row.participant.id)
        panels.value = open
      },
    }
    return { panels, exceptional, recent, actions }
  }, [store, session, marking])
  const states = source.states.value
  const letters = source.letters.value
  const world = useMemo(() => {
    const active = states.filter((state) => state.is_active)
    const { beside, more } = sideBySide(active)
    return {
      states,
      beside,
      more,
      letters,
      zone,
      mayMark,
      present: active.find((state) => state.code === 'present'),
      exception: computed(() => active.find((state) => state.code === lasting.exceptional.value)),
      wishFor: (key: string) => wishForKey(key, active, letters),
      panels: lasting.panels,
      recent: lasting.recent,
    }
  }, [states, letters, zone, mayMark, lasting])
  return { world, actions: lasting.actions }
}
