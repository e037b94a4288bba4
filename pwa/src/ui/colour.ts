/** State colours come from rows: checked before use, and given an ink that can be read on them. */

const HEX = /^#[0-9a-f]{6}$/i
const PLAIN = '#6b7280'

/** A colour from a row, or a neutral grey when the row holds something else. */
export function safeColour(value: string): string {
  return HEX.test(value) ? value.toLowerCase() : PLAIN
}

function channel(hex: string, at: number): number {
  const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}

/** Relative luminance by WCAG, 0 black to 1 white. */
export function luminance(colour: string): number {
  const hex = safeColour(colour)
  return 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5)
}

/** The contrast ratio of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

/** Black or white, whichever reads better on the colour: always at least 4.5 to 1. */
export function inkOn(colour: string): string {
  return contrast(colour, '#ffffff') >= contrast(colour, '#000000') ? '#ffffff' : '#000000'
}

/** Custom properties for one state's colour, set through the CSSOM so that a strict content policy allows them. */
export function stateStyle(colour: string): Record<string, string> {
  return { '--state': safeColour(colour), '--state-ink': inkOn(colour) }
}
