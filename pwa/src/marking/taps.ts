/** Taps on their way to the disk: shown at once, called saved only after the commit, and never forgotten when it fails. */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { t } from '../base/text'
import type { StoreFailure } from '../store'

export interface Tap {
  state: string | null
  phase: 'saving' | 'saved' | 'failed'
  /** What went wrong, for a person. */
  message: string
  /** It failed because the tablet's storage is full. */
  full: boolean
}

export interface Taps {
  /** The tap on a person's row that is not yet part of the roster, or null. */
  of(participant: number): ReadonlySignal<Tap | null>
  /** How many taps could not be saved. */
  readonly failed: ReadonlySignal<number>
  /** True while one of them found the storage full, also when something smaller found room meanwhile. */
  readonly full: ReadonlySignal<boolean>
  /** True while something on the screen is not on the disk. */
  readonly unsaved: ReadonlySignal<boolean>
  /**
   * Shows the state, runs the write, and settles the tap by its outcome. The write says whether it changed anything.
   * Resolves to false when saving failed.
   */
  run(participants: readonly number[], state: string | null, write: () => Promise<boolean>): Promise<boolean>
  /** The roster was read again: what was saved is in it now. */
  settle(): void
  /** Takes a failed tap off the screen: the person knows that it is not saved. */
  forget(participant: number): void
}

export function createTaps(): Taps {
  const taps = new Map<number, Signal<Tap | null>>()
  const pending = signal<ReadonlyMap<number, Tap>>(new Map())

  function slot(participant: number): Signal<Tap | null> {
    let found = taps.get(participant)
    if (!found) {
      found = signal(null)
      taps.set(participant, found)
    }
    return found
  }

  function put(participants: readonly number[], tap: Tap | null): void {
    if (participants.length === 0) return
    const next = new Map(pending.peek())
    batch(() => {
      for (const participant of participants) {
        slot(participant).value = tap
        if (tap) next.set(participant, tap)
        else next.delete(participant)
      }
      pending.value = next
    })
  }

  const withPhase = (phase: Tap['phase']) =>
    [...pending.peek()].filter(([, tap]) => tap.phase === phase).map(([id]) => id)

  return {
    of: slot,
    failed: computed(() => [...pending.value.values()].filter((tap) => tap.phase === 'failed').length),
    full: computed(() => [...pending.value.values()].some((tap) => tap.full)),
    unsaved: computed(() => [...pending.value.values()].some((tap) => tap.phase !== 'saved')),
    async run(participants, state, write) {
      const tap: Tap = { state, phase: 'saving', message: '', full: false }
      put(participants, tap)
      // A newer tap on the same row owns the row: only those that still show this one are settled.
      const mine = () => participants.filter((id) => slot(id).peek() === tap)
      try {
        const changed = await write()
        // Where nothing changed the roster is not read again, so there is nothing that could settle the tap later.
        put(mine(), changed ? { ...tap, phase: 'saved' } : null)
        return true
      } catch (error) {
        put(mine(), {
          ...tap,
          phase: 'failed',
          message:
            error instanceof Error && error.message
              ? error.message
              : t('This tablet could not store the mark.'),
          full: (error as Partial<StoreFailure> | null)?.kind === 'quota',
        })
        return false
      }
    },
    settle: () => put(withPhase('saved'), null),
    forget: (participant) => put([participant], null),
  }
}
