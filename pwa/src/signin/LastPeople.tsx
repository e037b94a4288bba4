import { t } from '../base/text'
import type { Profile } from '../store'

interface Props {
  profiles: readonly Profile[]
  onChoose: (profile: Profile) => void
}

/** Who signed in on this tablet before: one tap fills the form, the password stays theirs. */
export function LastPeople({ profiles, onChoose }: Props) {
  if (profiles.length === 0) return null
  return (
    <section class="last-people" aria-label={t('Last on this tablet')}>
      {profiles.slice(0, 4).map((profile) => (
        <button key={profile.id} type="button" class="last-person" onClick={() => onChoose(profile)}>
          <span class="avatar" aria-hidden="true">
            {initials(profile.user.name || profile.user.email)}
          </span>
          <span class="last-person-words">
            <strong>{profile.user.name || profile.user.email}</strong>
            <span class="muted">{profile.organization.name}</span>
          </span>
        </button>
      ))}
    </section>
  )
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase()
}
