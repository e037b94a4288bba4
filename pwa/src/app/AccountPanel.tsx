import { t } from '../base/text'
import type { Profile } from '../store'
import { Button } from '../ui/Button'
import { Choices } from '../ui/Choices'
import { Icon } from '../ui/Icon'
import { chooseTheme, theme } from '../ui/theme'
import { roleWords } from '../ui/words'

interface Props {
  profile: Profile
  onLock?: () => void
  onSignOut: () => void
}

/** Who is signed in, how it looks, and the ways out. */
export function AccountPanel({ profile, onLock, onSignOut }: Props) {
  const { name, email, role } = profile.user
  return (
    <>
      <p class="account-who">
        <strong>{name || email}</strong>
        <span class="muted">{email}</span>
        <span class="muted">
          {roleWords(role)} · {profile.organization.name}
        </span>
      </p>
      <Choices
        legend={t('Appearance')}
        value={theme.value}
        onChange={chooseTheme}
        options={[
          { value: 'system', label: t('System') },
          { value: 'light', label: <Named icon="sun" words={t('Light')} /> },
          { value: 'dark', label: <Named icon="moon" words={t('Dark')} /> },
        ]}
      />
      {onLock && (
        <Button icon="lock" onClick={onLock}>
          {t('Lock or change person')}
        </Button>
      )}
      <Button icon="signOut" onClick={onSignOut}>
        {t('Sign out')}
      </Button>
    </>
  )
}

function Named({ icon, words }: { icon: 'sun' | 'moon'; words: string }) {
  return (
    <>
      <Icon name={icon} />
      {words}
    </>
  )
}
