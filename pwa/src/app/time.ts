/** The time as screens read it: steps on its own, so that "now" and "5 minutes ago" stay true. */
import { signal } from '@preact/signals'
import { systemClock } from '../base/clock'

const STEP = 20_000

export const now = signal(systemClock.now())

export function followTime(): void {
  const step = () => {
    now.value = systemClock.now()
  }
  setInterval(step, STEP)
  document.addEventListener('visibilitychange', step)
}
