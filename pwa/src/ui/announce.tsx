import { signal } from '@preact/signals'
import { useRef } from 'preact/hooks'

const polite = signal('')
const urgent = signal('')

/** Says something through the live region; an invisible suffix makes a repeated sentence heard again. */
export function announce(words: string, loud = false): void {
  const region = loud ? urgent : polite
  region.value = region.value === words ? `${words}\u00a0` : words
}

/** Takes back what was said last. */
export function hush(): void {
  polite.value = ''
  urgent.value = ''
}

/** Mounted once by the shell, before anything is announced. */
export function LiveRegions() {
  return (
    <div class="visually-hidden">
      <div role="status">{polite}</div>
      <div role="alert">{urgent}</div>
    </div>
  )
}

/** The same inside an open dialog, which silences everything outside: what is said from when it opens. */
export function DialogRegions() {
  const before = useRef([polite.peek(), urgent.peek()]).current
  const since = [polite.value, urgent.value].map((words, at) => (words === before[at] ? '' : words))
  return (
    <div class="visually-hidden">
      <div aria-live="polite">{since[0]}</div>
      <div aria-live="assertive">{since[1]}</div>
    </div>
  )
}
