/** Colours of states: some that can be told apart and seen on light and dark screens, and what is wrong with others. */
import { t } from '../../../base/text'
import { contrast, safeColour } from '../../../ui/colour'

/** Each at least 3 to 1 on both grounds, with an ink of at least 4.5 to 1 on it. */
export const PALETTE: readonly { value: string; name: () => string }[] = [
  { value: '#1f8f55', name: () => t('Green') },
  { value: '#16868f', name: () => t('Teal') },
  { value: '#3f6fc9', name: () => t('Blue') },
  { value: '#6d5fdc', name: () => t('Indigo') },
  { value: '#9a4fbf', name: () => t('Purple') },
  { value: '#cf4488', name: () => t('Pink') },
  { value: '#d63c34', name: () => t('Red') },
  { value: '#d06414', name: () => t('Orange') },
  { value: '#9f7a00', name: () => t('Amber') },
  { value: '#6b8f1a', name: () => t('Olive') },
  { value: '#84695a', name: () => t('Brown') },
  { value: '#747a86', name: () => t('Grey') },
]

export const GROUNDS = { light: '#ffffff', dark: '#1a1d23' } as const
const SEEN = 2
const APART = 0.055

/** On which screens a colour can hardly be told from the ground. */
export function paleOn(colour: string): 'light' | 'dark' | null {
  if (contrast(colour, GROUNDS.light) < SEEN) return 'light'
  return contrast(colour, GROUNDS.dark) < SEEN ? 'dark' : null
}

/** How far two colours are apart for the eye (OKLab): 0 the same, 1 black and white. */
export function distance(one: string, other: string): number {
  const [a, b] = [lab(one), lab(other)]
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}

/** The first of the others that looks nearly the same. */
export const lookAlike = <T extends { color: string }>(colour: string, others: readonly T[]): T | undefined =>
  others.find((other) => distance(colour, other.color) < APART)

/** One that nobody has yet, for a new state. */
export const freeColour = (others: readonly { color: string }[]): string =>
  (PALETTE.find(({ value }) => !lookAlike(value, others)) ?? PALETTE[0])?.value ?? GROUNDS.dark

function lab(colour: string): [number, number, number] {
  const hex = safeColour(colour)
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}
