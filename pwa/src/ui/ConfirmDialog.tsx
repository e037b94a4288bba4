import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../base/text'
import { Banner } from './Banner'
import { Button } from './Button'
import { Dialog } from './Dialog'
import { Form } from './Form'
import type { IconName } from './Icon'

interface Props {
  title: string
  children: ComponentChildren
  action: string
  icon?: IconName
  /** Done for good, or hard on somebody. */
  danger?: boolean
  /** Null when it was done; else why not, in words, and the dialog stays. */
  onConfirm: () => Promise<string | null>
  onClose: () => void
}

/** Asks once more before something that is not taken back with a tap. */
export function ConfirmDialog({ title, children, action, icon, danger = false, onConfirm, onClose }: Props) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  async function confirm() {
    setBusy(true)
    setProblem(null)
    const failure = await onConfirm()
    setBusy(false)
    setProblem(failure)
    if (failure === null) onClose()
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <Form class="stack" onSubmit={confirm}>
        {children}
        {problem !== null && <Banner tone="bad">{problem}</Banner>}
        <div class="dialog-actions">
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button
            kind={danger ? 'danger' : 'primary'}
            type="submit"
            disabled={busy}
            {...(icon ? { icon } : {})}
          >
            {action}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
