import { useEffect, useState } from 'preact/hooks'
import { n, t } from '../base/text'
import { type PersonHere, type Profile, readPeopleHere, type Tablet } from '../store'
import { Icon } from '../ui/Icon'
import { unsent, unsentCount } from '../ui/words'

interface Props {
  tablet: Tablet
  profiles: readonly Profile[]
  onChoose: (profile: Profile) => void
}

/** As many as are found at a glance; whoever was here longer ago types the address. */
const SHOWN = 8

/** Who works on this tablet, and what of theirs still waits. One tap asks for the PIN, or fills the form. */
export function LastPeople({ tablet, profiles, onChoose }: Props) {
  const [here, setHere] = useState<ReadonlyMap<string, PersonHere>>(new Map())
  const ids = profiles.map((profile) => profile.id).join()
  useEffect(() => {
    readPeopleHere(tablet).then(
      (people) => setHere(new Map(people.map((person) => [person.profile.id, person]))),
      () => undefined,
    )
  }, [tablet, ids])
  if (profiles.length === 0) return null
  return (
    <section class="last-people" aria-label={t('Last on this tablet')}>
      {profiles.slice(0, SHOWN).map((profile) => (
        <button key={profile.id} type="button" class="last-person" onClick={() => onChoose(profile)}>
          <span class="avatar" aria-hidden="true">
            {initials(profile.user.name || profile.user.email)}
          </span>
          <span class="last-person-words">
            <strong>{profile.user.name || profile.user.email}</strong>
            <span class="muted">{profile.organization.name}</span>
            <Waits person={here.get(profile.id)} />
          </span>
          {profile.entry === 'pin' && <Icon name="lock" />}
        </button>
      ))}
    </section>
  )
}

function Waits({ person }: { person: PersonHere | undefined }) {
  const waits = person ? unsentCount(person) : 0
  if (!person || waits === 0) return null
  return (
    <span class="last-person-waits">
      {n(waits, '{marks} waits', '{marks} wait', { marks: unsent(person) })}
    </span>
  )
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase()
}
