import { signal } from '@preact/signals'
import { t } from '../base/text'
import { announce, hush } from './announce'
import { Button } from './Button'

interface Toast {
  text: string
  action?: { label: string; run: () => void }
}

const current = signal<Toast | null>(null)
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

/** The place where toasts appear, mounted once by the shell. */
export function Toasts() {
  const shown = current.value
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
