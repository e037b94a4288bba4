import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { Clock } from '../base/clock'
import {
  type PresenceState,
  type RosterView,
  type SessionFacts,
  type Store,
  watchDirectory,
  watchRosterView,
  watchSession,
  watchStates,
} from '../store'
import { announce } from '../ui/announce'
import { type Desk, openDesk, type Verdict } from './desk'
import { type Namer, type Shown, shownOf } from './shown'
import { play } from './tones'
import { anyMark, closedForStaff } from './verdict'

export interface DeskProps {
  store: Store
  session: number
  userId: number
  zone: string
  clock: Clock
}

export interface DeskView {
  desk: Desk
  roster: ReadonlySignal<RosterView>
  facts: ReadonlySignal<SessionFacts | null | undefined>
  states: ReadonlySignal<PresenceState[]>
  /** Code of the state that scans give. */
  state: ReadonlySignal<string>
  choose: (code: string) => void
  /** A person at the desk said that scanning goes on after the end. */
  anyway: Signal<boolean>
  shownOf: (verdict: Verdict) => Shown
}

/** The desk of a session with everything it judges by, for staff. */
export function useDesk({ store, session, userId, zone, clock }: DeskProps): DeskView {
  return useMemo(() => {
    const roster = watchRosterView(store, session)
    const facts = watchSession(store, session)
    const states = watchStates(store)
    const users = watchDirectory(store)
    const chosen = signal<string | null>(null)
    const anyway = signal(false)
    const state = computed(() => {
      const active = states.value.filter((one) => one.is_active)
      const code = chosen.value ?? 'present'
      return (active.find((one) => one.code === code) ?? active[0])?.code ?? code
    })
    const names: Namer = {
      state: (code) => states.value.find((one) => one.code === code)?.label ?? code,
      user: (id) => users.value.users.get(id) ?? null,
      zone,
    }
    const desk = openDesk({
      store,
      session,
      userId,
      now: clock.now,
      rows: () => roster.value.rows,
      scene: () => ({
        state: state.value,
        closed: anyway.value ? null : closedForStaff(facts.value ?? null),
        mayChange: anyMark,
      }),
      onVerdict: (verdict) => {
        const shown = shownOf(verdict, names)
        play(shown.tone)
        announce(`${shown.title}. ${shown.text}`, shown.tone === 'bad')
      },
    })
    return {
      desk,
      roster,
      facts,
      states,
      state,
      choose: (code) => {
        chosen.value = code
      },
      anyway,
      shownOf: (verdict) => shownOf(verdict, names),
    }
  }, [store, session, userId, zone, clock])
}
