import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { t } from '../base/text'
import { DialogRegions } from './announce'
import { IconButton } from './Button'
import { Toasts, takeToasts } from './toast'

interface Props {
  title: ComponentChildren
  /** Left out where there is no way past but by the dialog's own buttons. */
  onClose?: () => void
  /** Something is typed in it: a tap beside it does not close it. */
  typing?: boolean
  children: ComponentChildren
}

/** A native modal dialog: the browser keeps focus inside, Escape closes, focus goes back to the opener. */
export function Dialog({ title, onClose, typing = false, children }: Props) {
  const ref = useRef<HTMLDialogElement>(null)
  const heading = useId()
  useEffect(() => {
    const opener = document.activeElement
    ref.current?.showModal()
    const giveBack = takeToasts(ref)
    return () => {
      giveBack()
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [])
  return (
    <dialog
      ref={ref}
      aria-labelledby={heading}
      closedby={!onClose ? 'none' : typing ? 'closerequest' : 'any'}
      onClose={() => onClose?.()}
    >
      <div class="dialog-body">
        <div class="dialog-head">
          <h2 id={heading}>{title}</h2>
          {onClose && <IconButton icon="close" label={t('Close')} kind="quiet" onClick={onClose} />}
        </div>
        {children}
      </div>
      <DialogRegions />
      <Toasts dialog={ref} />
    </dialog>
  )
}
