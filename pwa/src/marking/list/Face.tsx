import type { RosterRow } from '../../store'
import { initialsOf } from './sections'

const HUES = 8
const made = new WeakMap<RosterRow['participant'], string>()

/** Initials in a colour that stays the person's own; says nothing to who cannot see it, the name stands beside. */
export function Face({ person }: { person: RosterRow['participant'] }) {
  let initials = made.get(person)
  if (initials === undefined) {
    initials = initialsOf(person)
    made.set(person, initials)
  }
  return (
    <span class="face" data-hue={Math.abs(person.id) % HUES} aria-hidden="true">
      {initials}
    </span>
  )
}
