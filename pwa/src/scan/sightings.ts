/** Which of the codes that the camera sees count as one scan: pure, with the time as an argument. */
import type { SeenCode } from './seen'

/** A code that stays in view is one scan, however long it is held; after this long out of view it may be scanned again. */
export const COOL_DOWN_MS = 2500

/** Bars without a check digit are believed when two pictures say the same. */
const READ_TWICE = new Set(['Code39', 'Code93'])
const SOON_MS = 1500

/** `two`: several badges are in view, and none of them is taken. Null: nothing new. */
export type Sighting = { text: string } | 'two' | null

export interface Sightings {
  /** `at` in milliseconds of a clock that never jumps. */
  see(codes: readonly SeenCode[], at: number): Sighting
}

export function sightings(): Sightings {
  const lastSeen = new Map<string, number>()
  let doubtful: { text: string; at: number } | null = null

  function isDoubtful({ text, format }: SeenCode, at: number): boolean {
    if (!READ_TWICE.has(format)) return false
    const confirmed = doubtful?.text === text && at - doubtful.at <= SOON_MS
    doubtful = confirmed ? null : { text, at }
    return !confirmed
  }

  return {
    see(codes, at) {
      for (const [text, seen] of lastSeen) if (at - seen > COOL_DOWN_MS) lastSeen.delete(text)
      const shown = codes.filter((code) => code.text.trim() !== '')
      const fresh = shown.find((code) => !lastSeen.has(code.text))
      for (const { text } of shown) if (lastSeen.has(text)) lastSeen.set(text, at)
      if (!fresh) return null
      if (shown.some((code) => code.text !== fresh.text)) return 'two'
      if (isDoubtful(fresh, at)) return null
      lastSeen.set(fresh.text, at)
      return { text: fresh.text }
    },
  }
}
