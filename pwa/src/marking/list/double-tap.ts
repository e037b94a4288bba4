/** The second tap of an accidental double tap is taken for nothing when something else has come under the finger meanwhile. */

const QUICK = 400
const NEAR = 32

interface Tapped {
  timeStamp: number
  clientX: number
  clientY: number
  detail: number
  target: EventTarget | null
}

/** @returns whether this click was meant for what stood there before */
export function doubleTapGuard(lineOf: (target: EventTarget | null) => unknown = lineUnder) {
  let last: { at: number; x: number; y: number; line: unknown } | null = null
  return ({ timeStamp, clientX, clientY, detail, target }: Tapped): boolean => {
    // A key press is a click without a place.
    if (detail === 0) return false
    const line = lineOf(target)
    const before = last
    const soon = before !== null && timeStamp - before.at < QUICK
    const same = before !== null && Math.hypot(clientX - before.x, clientY - before.y) < NEAR
    if (before && soon && same && line !== before.line) return true
    last = { at: timeStamp, x: clientX, y: clientY, line }
    return false
  }
}

const lineUnder = (target: EventTarget | null): unknown =>
  target instanceof Element ? target.closest('[data-row]')?.getAttribute('data-row') : null
