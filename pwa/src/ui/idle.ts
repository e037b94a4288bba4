/** How long nobody has touched the tablet, by two clocks: one may be set, the other may stand still while the tablet sleeps. */
import { systemClock } from '../base/clock'

const CHECK = 5000
const SIGNS = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const
const BACK = ['visibilitychange', 'pageshow', 'focus'] as const

const { now, monotonic } = systemClock
let last = { now: now(), monotonic: monotonic() }

/** Somebody is here. */
export function stirred(): void {
  last = { now: now(), monotonic: monotonic() }
}

const idleFor = (): number => Math.max(now() - last.now, monotonic() - last.monotonic)

/** Nothing to read in the pictures that systems keep of apps that lie behind others. */
const veil = () => document.documentElement.toggleAttribute('data-away', document.hidden)

/** Calls once nobody has touched anything for so long, also when that passed while the page slept or lay behind another; `busy`
 * puts it off. Returns how to stop. */
export function whenIdle(ms: number, busy: () => boolean, act: () => void): () => void {
  stirred()
  const look = () => {
    if (idleFor() >= ms && !busy()) act()
  }
  const timer = setInterval(look, Math.min(CHECK, ms / 4))
  for (const sign of SIGNS) addEventListener(sign, seen, { capture: true, passive: true })
  for (const sign of BACK) addEventListener(sign, look, true)
  addEventListener('visibilitychange', veil, true)
  return () => {
    clearInterval(timer)
    for (const sign of SIGNS) removeEventListener(sign, seen, true)
    for (const sign of BACK) removeEventListener(sign, look, true)
    removeEventListener('visibilitychange', veil, true)
    document.documentElement.removeAttribute('data-away')
  }

  /** A touch that comes after the time was up is no sign of the person who left. */
  function seen(): void {
    look()
    stirred()
  }
}
