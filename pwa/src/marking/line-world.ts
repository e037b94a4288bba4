/** What every line of a roster is given; the same objects for all lines, so that a line repaints only for itself. */
import type { PresenceState, RosterRow } from '../store'

export interface LineActions {
  mark(row: RosterRow, state: string | null): void
  openPerson(row: RosterRow): void
  dismiss(row: RosterRow): void
  forgetTap(row: RosterRow): void
}

export interface LineWorld {
  states: readonly PresenceState[]
  letters: ReadonlyMap<string, string>
  zone: string
  mayMark: boolean
}
