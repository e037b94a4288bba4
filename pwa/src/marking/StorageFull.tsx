import { n, t } from '../base/text'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'

interface Props {
  failed: number
  onRetry: () => void
  onGiveUp: () => void
}

/** Nothing more is taken while something on the screen is not on the disk: there is no way past this but to settle that. */
export function StorageFull({ failed, onRetry, onGiveUp }: Props) {
  return (
    <Dialog title={t('This tablet is out of storage')}>
      <p>
        <strong>{n(failed, '{count} mark could not be saved.', '{count} marks could not be saved.')}</strong>{' '}
        {t(
          'What is marked as “Not saved” is not stored anywhere, so marking stops here. Marks from before are safe.',
        )}
      </p>
      <p>{t('Free some space on the tablet, for instance by removing pictures or apps, and try again.')}</p>
      <div class="dialog-actions">
        <Button kind="quiet" onClick={onGiveUp}>
          {failed === 1 ? t('Give up this mark') : t('Give up these marks')}
        </Button>
        <Button kind="primary" icon="refresh" onClick={onRetry}>
          {t('Try again')}
        </Button>
      </div>
    </Dialog>
  )
}
