import { t } from '../base/text'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import type { Marking } from './marking'

interface Props {
  marking: Marking
  onClose: () => void
}

/** The last ten actions, newest first, each with its way back. */
export function LastActions({ marking, onClose }: Props) {
  const actions = [...marking.undoStack.all.value].reverse()
  return (
    <Dialog title={t('Last actions')} onClose={onClose}>
      {actions.length === 0 ? (
        <p>{t('Nothing to undo.')}</p>
      ) : (
        <ol class="last-actions">
          {actions.map((action) => (
            <li key={action.label + actions.indexOf(action)}>
              <span>{action.label}</span>
              <Button
                icon="undo"
                aria-label={t('Undo {action}', { action: action.label })}
                onClick={() => void marking.undo(action)}
              >
                {t('Undo')}
              </Button>
            </li>
          ))}
        </ol>
      )}
      <div class="dialog-actions">
        <Button kind="primary" onClick={onClose}>
          {t('Close')}
        </Button>
      </div>
    </Dialog>
  )
}
