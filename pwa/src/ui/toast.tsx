import { signal } from '@preact/signals'
import { t } from '../base/text'
import { announce, hush } from './announce'
import { Button } from './Button'

interface Toast {
  text: string
  action?: { label: string; run: () => void }
}

const current = signal<Toast | null>(null)
/** The open dialogs, outermost first: the browser lets nobody reach what lies outside the last one. */
const dialogs = signal<readonly object[]>([])
let timer: ReturnType<typeof setTimeout> | undefined

/** Shows one short message over the page; a newer one replaces it. Nothing vital lives only here. */
export function toast(text: string, action?: Toast['action']): void {
  clearTimeout(timer)
  current.value = action ? { text, action } : { text }
  announce(action ? t('{message} {action} is possible.', { message: text, action: action.label }) : text)
  timer = setTimeout(dismissToast, action ? 10_000 : 5_000)
}

function dismissToast(): void {
  current.value = null
}

/** Somebody else is at the tablet now: nobody reads, hears or undoes what was meant for the person before. */
export function forgetMessages(): void {
  clearTimeout(timer)
  dismissToast()
  hush()
}

/** From now on toasts appear in this dialog. Returns how to take them back out of it. */
export function takeToasts(dialog: object): () => void {
  dialogs.value = [...dialogs.peek(), dialog]
  return () => {
    dialogs.value = dialogs.peek().filter((one) => one !== dialog)
  }
}

/** The place where toasts appear: mounted once by the shell, and by every dialog for as long as it is the last one. */
export function Toasts({ dialog }: { dialog?: object }) {
  const shown = current.value
  if (dialogs.value.at(-1) !== dialog) return null
  return (
    <section class="toasts" aria-label={t('Messages')}>
      {shown && (
        <div class="toast">
          <span>{shown.text}</span>
          {shown.action && (
            <Button
              onClick={() => {
                dismissToast()
                shown.action?.run()
              }}
            >
              {shown.action.label}
            </Button>
          )}
        </div>
      )}
    </section>
  )
}
