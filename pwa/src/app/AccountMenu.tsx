import { useRef, useState } from 'preact/hooks'
import { t } from '../base/text'
import type { Profile } from '../store'
import { Icon } from '../ui/Icon'
import { apart } from '../ui/words'
import { AccountPanel } from './parts'

interface Props {
  profile: Profile
  onLock?: () => void
  onSignOut: () => void
}

/** The browser's own popover, closed by Escape or a tap beside it. */
export function AccountMenu({ onSignOut, ...props }: Props) {
  const popover = useRef<HTMLDivElement>(null)
  const [opened, setOpened] = useState(false)
  const { name, email } = props.profile.user
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
      <div ref={popover} id="account" class="account" popover="auto" onBeforeToggle={() => setOpened(true)}>
        {opened && (
          <AccountPanel
            {...props}
            onSignOut={() => {
              popover.current?.hidePopover()
              onSignOut()
            }}
          />
        )}
      </div>
    </>
  )
}
