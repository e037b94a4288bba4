import { effect, signal } from '@preact/signals'

export type Theme = 'system' | 'light' | 'dark'

const KEY = 'omnipresence-theme'
const dark = matchMedia('(prefers-color-scheme: dark)')
const systemIsDark = signal(dark.matches)

/** What the person chose on this tablet; `system` follows the device. A taste, not data: localStorage is enough. */
export const theme = signal<Theme>(read())

function read(): Theme {
  try {
    const kept = localStorage.getItem(KEY)
    return kept === 'light' || kept === 'dark' ? kept : 'system'
  } catch {
    return 'system'
  }
}

export function chooseTheme(choice: Theme): void {
  theme.value = choice
  try {
    localStorage.setItem(KEY, choice)
  } catch {
    // A tablet that refuses to remember a taste still shows it until it is closed.
  }
}

/** Keeps `data-theme` and the browser's own bar in step; called once at start. */
export function followTheme(): void {
  dark.addEventListener('change', (event) => {
    systemIsDark.value = event.matches
  })
  effect(() => {
    const name = theme.value === 'system' ? (systemIsDark.value ? 'dark' : 'light') : theme.value
    document.documentElement.dataset.theme = name
    // The page has one for each scheme, for the moment before this runs.
    for (const bar of document.querySelectorAll('meta[name="theme-color"]'))
      bar.setAttribute('content', name === 'dark' ? '#101216' : '#f4f3ef')
  })
}
