import { useRef } from 'preact/hooks'
import { t } from '../base/text'
import type { Profile } from '../store'
import { Button } from '../ui/Button'
import { Choices } from '../ui/Choices'
import { Icon } from '../ui/Icon'
import { chooseTheme, theme } from '../ui/theme'
import { apart, roleWords } from '../ui/words'

interface Props {
  profile: Profile
  onSignOut: () => void
}

/** Who is signed in; the browser's own popover, closed by Escape or a tap beside it. */
export function AccountMenu({ profile, onSignOut }: Props) {
  const popover = useRef<HTMLDivElement>(null)
  const { name, email, role } = profile.user
  return (
    <>
      <button
        type="button"
        class="button"
        data-icon-only
        data-kind="quiet"
        popovertarget="account"
        aria-label={t('Account of {name}', { name: apart(name || email) })}
      >
        <Icon name="user" />
      </button>
      <div ref={popover} id="account" class="account" popover="auto">
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
        <Button
          icon="signOut"
          onClick={() => {
            popover.current?.hidePopover()
            onSignOut()
          }}
        >
          {t('Sign out')}
        </Button>
      </div>
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
