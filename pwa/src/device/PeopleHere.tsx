import type { ReadonlySignal } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import { type PersonHere, readPeopleHere, type StatusView, type Store, type Tablet } from '../store'
import { ago, count, unsent, unsentCount } from '../ui/words'

interface Props {
  tablet: Tablet
  store: Store
  status: ReadonlySignal<StatusView>
  now: ReadonlySignal<number>
  zone: string
}

/** Who works on this tablet, and what of each still waits. Silent while there is only one. */
export function PeopleHere({ tablet, store, status, now, zone }: Props) {
  const [people, setPeople] = useState<PersonHere[]>([])
  const { waiting, sending, times, lastSyncAt } = status.value
  useEffect(() => {
    let shown = true
    readPeopleHere(tablet, store).then(
      (found) => shown && setPeople(found),
      // A closed or lost storage is said above; the last list stays.
      () => undefined,
    )
    return () => {
      shown = false
    }
  }, [tablet, store, waiting, sending, times, lastSyncAt])
  if (people.length < 2) return null
  return (
    <section class="card" aria-labelledby="people-here">
      <div class="card-body">
        <h2 id="people-here">People on this tablet</h2>
        <ul class="people-here">
          {people.map((person) => (
            <Person key={person.profile.id} person={person} now={now.value} zone={zone} />
          ))}
        </ul>
        <p class="muted">
          Everybody’s marks are sent as theirs, whoever of the organization is signed in. Nobody sees or
          changes what waits for another.
        </p>
      </div>
    </section>
  )
}

function Person({ person, now, zone }: { person: PersonHere; now: number; zone: string }) {
  const { user, organization, signed_in, last_used_at } = person.profile
  const waits = unsentCount(person)
  return (
    <li>
      <div>
        <strong>{user.name || user.email}</strong>
        {person.current && (
          <span class="tag" data-tone="brand">
            You
          </span>
        )}
        <p class="muted">
          {organization.name} · {signed_in ? 'signed in' : 'signed out'} · here {ago(last_used_at, now, zone)}
        </p>
      </div>
      <p class="person-waits">
        <span class="tag" data-tone={waits > 0 ? 'wait' : 'good'}>
          {waits > 0 ? `${unsent(person)} ${waits === 1 ? 'waits' : 'wait'}` : 'Nothing waits'}
        </span>
        {person.refused > 0 && (
          <span class="tag" data-tone="bad">
            {count(person.refused, 'entry', 'entries')} refused
          </span>
        )}
      </p>
    </li>
  )
}
