import type { ComponentChildren } from 'preact'
import { t } from '../base/text'
import { type Asking, ask, type Refusal, removing } from '../store'
import { ConfirmDialog } from '../ui/ConfirmDialog'
import type { IconName } from '../ui/Icon'
import { toast } from '../ui/toast'

interface Props {
  api: Asking
  /** Of the row, below the API's base. */
  path: string
  /** The row as it was seen: its version, or when it was changed. Not given where rows have neither. */
  seen?: number | string
  title: string
  /** What is lost by it. */
  children: ComponentChildren
  /** Said when it is done. */
  gone: string
  action?: string
  icon?: IconName
  /** Why the server did not, in words of the page. */
  words?: (refusal: Refusal) => string
  /** What is shown is not true any more: the row is gone, or is not what was seen. */
  onChanged: (gone: boolean) => void
  onClose: () => void
}

/** Asks once more, then deletes a row as it was seen. One that somebody else deleted meanwhile is gone just so. */
export function DeleteDialog({ api, path, seen, title, gone, onChanged, onClose, ...look }: Props) {
  async function remove(): Promise<string | null> {
    const asked = await (seen === undefined
      ? ask<undefined>(api, { method: 'DELETE', path })
      : removing(api, path, seen))
    const refusal = asked.ok || asked.error.code === 'not_found' ? null : asked.error
    if (refusal === null) toast(gone)
    if (refusal === null || refusal.code === 'version_changed') onChanged(refusal === null)
    return refusal && (look.words?.(refusal) ?? refusal.message)
  }
  return (
    <ConfirmDialog
      title={title}
      action={look.action ?? t('Delete')}
      icon={look.icon ?? 'bin'}
      danger
      onConfirm={remove}
      onClose={onClose}
    >
      {look.children}
    </ConfirmDialog>
  )
}
