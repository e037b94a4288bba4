import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { unsent as inWords, type Unsent, unsentCount } from '../ui/words'

interface Props {
  /** What is not on the server yet. */
  unsent: Unsent
  onSync: () => void
  onSignOut: () => void
  onClose: () => void
}

/** Signing out never drops a mark, and says how many stay behind. */
export function SignOutDialog({ unsent, onSync, onSignOut, onClose }: Props) {
  const waiting = unsentCount(unsent)
  return (
    <Dialog title="Sign out of this tablet?" onClose={onClose}>
      {waiting > 0 ? (
        <Banner
          tone="wait"
          title={`${inWords(unsent)} of yours ${waiting === 1 ? 'is' : 'are'} not on the server yet.`}
        >
          {waiting === 1 ? 'It stays' : 'They stay'} on this tablet and {waiting === 1 ? 'is' : 'are'} sent as
          yours as soon as you or a colleague sign in here.
        </Banner>
      ) : (
        <p>All your marks are on the server.</p>
      )}
      <div class="dialog-actions">
        <Button onClick={onClose}>Stay signed in</Button>
        {waiting > 0 && (
          <Button icon="refresh" onClick={onSync}>
            Send now
          </Button>
        )}
        <Button kind={waiting > 0 ? 'danger' : 'primary'} onClick={onSignOut}>
          {waiting > 0 ? 'Sign out anyway' : 'Sign out'}
        </Button>
      </div>
    </Dialog>
  )
}
