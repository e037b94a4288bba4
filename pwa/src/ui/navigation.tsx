import { signal } from '@preact/signals'
import type { AnchorHTMLAttributes } from 'preact'

/** The address as the app sees it: path and query. Deep links and the back button work on it. */
export const address = signal(here())

/** While set, leaving the page asks first: a mark on the screen is not yet on the tablet. */
export const leavingLosesMarks = signal(false)

function here(): string {
  return location.pathname + location.search
}

const held = signal<string | null>(null)

/** The app stays at one address. */
export const isHeld = (): boolean => held.value !== null

/** Keeps the app at one address, whatever is tapped, typed or gone back to; null lets go. */
export function holdAddress(path: string | null): void {
  held.value = path
  if (path === null || path === here()) return
  history.replaceState(null, '', path)
  address.value = path
}

export function navigate(path: string, { replace = false } = {}): void {
  if (held.peek() !== null) return
  if (path === here()) return
  history[replace ? 'replaceState' : 'pushState'](null, '', path)
  address.value = here()
  if (!replace) scrollTo(0, 0)
}

export function followHistory(): void {
  addEventListener('popstate', () => {
    const only = held.peek()
    if (only !== null && only !== here()) history.pushState(null, '', only)
    address.value = here()
  })
  addEventListener('beforeunload', (event) => {
    if (leavingLosesMarks.value) event.preventDefault()
  })
}

type LinkProps = AnchorHTMLAttributes & { href: string }

/** A real link, so that it can be copied and opened in a tab; a plain tap stays inside the app. */
export function Link({ href, onClick, ...rest }: LinkProps) {
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        onClick?.(event)
        const plain =
          event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
        if (!plain || event.defaultPrevented) return
        event.preventDefault()
        navigate(href)
      }}
    />
  )
}
