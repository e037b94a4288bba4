import type { ComponentChildren } from 'preact'
import { t } from '../../base/text'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Form } from '../../ui/Form'
import type { Draft } from './use-draft'

interface Props {
  title: string
  action: string
  draft: Pick<Draft<object>, 'busy' | 'problem' | 'submit'>
  children: ComponentChildren
  onClose: () => void
}

/** A form in a dialog: what is wrong above it, its deed below. */
export function FormDialog({ title, action, draft, children, onClose }: Props) {
  return (
    <Dialog title={title} onClose={onClose}>
      <Form class="stack" onSubmit={draft.submit}>
        {draft.problem !== '' && <Banner tone="bad">{draft.problem}</Banner>}
        {children}
        <div class="dialog-actions">
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button kind="primary" type="submit" disabled={draft.busy}>
            {action}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
