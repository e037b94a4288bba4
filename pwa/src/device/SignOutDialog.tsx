import { n, t } from '../base/text'
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
    <Dialog title={t('Sign out of this tablet?')} onClose={onClose}>
      {waiting > 0 ? (
        <Banner
          tone="wait"
          title={n(
            waiting,
            '{marks} of yours is not on the server yet.',
            '{marks} of yours are not on the server yet.',
            { marks: inWords(unsent) },
          )}
        >
          {n(
            waiting,
            'It stays on this tablet and is sent as yours as soon as you or a colleague sign in here.',
            'They stay on this tablet and are sent as yours as soon as you or a colleague sign in here.',
          )}
        </Banner>
      ) : (
        <p>{t('All your marks are on the server.')}</p>
      )}
      <div class="dialog-actions">
        <Button onClick={onClose}>{t('Stay signed in')}</Button>
        {waiting > 0 && (
          <Button icon="refresh" onClick={onSync}>
            {t('Send now')}
          </Button>
        )}
        <Button kind={waiting > 0 ? 'danger' : 'primary'} onClick={onSignOut}>
          {waiting > 0 ? t('Sign out anyway') : t('Sign out')}
        </Button>
      </div>
    </Dialog>
  )
}
