import { signal } from '@preact/signals'

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
