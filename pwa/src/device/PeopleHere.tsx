import type { ReadonlySignal } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import { n, t } from '../base/text'
import { type PersonHere, readPeopleHere, type StatusView, type Store, type Tablet } from '../store'
import { ago, apart, unsent, unsentCount } from '../ui/words'

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
        <h2 id="people-here">{t('People on this tablet')}</h2>
        <ul class="people-here">
          {people.map((person) => (
            <Person key={person.profile.id} person={person} now={now.value} zone={zone} />
          ))}
        </ul>
        <p class="muted">
          {t(
            'Everybody’s marks are sent as theirs, whoever of the organization is signed in. Nobody sees or changes what waits for another.',
          )}
        </p>
      </div>
    </section>
  )
}

function Person({ person, now, zone }: { person: PersonHere; now: number; zone: string }) {
  const { user, organization, signed_in, last_used_at } = person.profile
  const waits = unsentCount(person)
  const where = { organization: apart(organization.name), time: ago(last_used_at, now, zone) }
  return (
    <li>
      <div>
        <strong>{user.name || user.email}</strong>
        {person.current && (
          <span class="tag" data-tone="brand">
            {t('You')}
          </span>
        )}
        <p class="muted">
          {signed_in
            ? t('{organization} · signed in · here {time}', where)
            : t('{organization} · signed out · here {time}', where)}
        </p>
      </div>
      <p class="person-waits">
        <span class="tag" data-tone={waits > 0 ? 'wait' : 'good'}>
          {waits > 0
            ? n(waits, '{marks} waits', '{marks} wait', { marks: unsent(person) })
            : t('Nothing waits')}
        </span>
        {person.refused > 0 && (
          <span class="tag" data-tone="bad">
            {n(person.refused, '{count} entry refused', '{count} entries refused')}
          </span>
        )}
      </p>
    </li>
  )
}
