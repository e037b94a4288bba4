/** What every line of a roster is given; the same objects for all lines, so that a line repaints only for itself. */
import type { ReadonlySignal } from '@preact/signals'
import type { PresenceState, RecentBook, RosterRow } from '../store'

export interface LineActions {
  mark(row: RosterRow, state: string | null): void
  openPerson(row: RosterRow): void
  dismiss(row: RosterRow): void
  forgetTap(row: RosterRow): void
  /** Opens or closes what a line has to say beyond its one word. */
  togglePanel(row: RosterRow): void
}

export interface LineWorld {
  states: readonly PresenceState[]
  /** Those that stand beside each other on a line; the others are behind "More". */
  beside: readonly PresenceState[]
  more: boolean
  letters: ReadonlyMap<string, string>
  zone: string
  mayMark: boolean
  /** What a swipe along the line means, and what one against it. */
  present: PresenceState | undefined
  exception: ReadonlySignal<PresenceState | undefined>
  /** The state that a key asks for; null clears, undefined: the key means something else. */
  wishFor(key: string): string | null | undefined
  /** People whose panel is open, also while their line is not in the page. */
  panels: ReadonlySignal<ReadonlySet<number>>
  recent: RecentBook
}
