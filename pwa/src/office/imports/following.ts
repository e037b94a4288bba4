/** Asks again and again how far something is that another machine works on, and never in a hurry. */
import type { TimerId, Timers } from '../../base/clock'

/** What the last question found: it moved on, it did not, nobody answered, or there is nothing more to wait for. */
export type Heard = 'moved' | 'still' | 'lost' | 'over'

const FIRST = 400
const SLOWEST = 5_000
const LOST = 30_000

/** How long to wait before the next question, in milliseconds. */
export function pauseAfter(last: number, heard: Exclude<Heard, 'over'>): number {
  if (heard === 'moved') return FIRST
  return heard === 'still'
    ? Math.min(Math.max(last * 1.6, FIRST), SLOWEST)
    : Math.min(Math.max(last, 500) * 2, LOST)
}

export interface Following {
  /** Asks at once: something was done, or the network is back. */
  again(): void
  stop(): void
}

/** @param ask never throws, and is never asked twice at a time. */
export function follow(ask: () => Promise<Heard>, timers: Timers): Following {
  let timer: TimerId | null = null
  let pause = 0
  let asking = false
  let once = false
  let stopped = false
  async function step(): Promise<void> {
    timer = null
    if (asking) {
      once = true
      return
    }
    asking = true
    const heard = await ask()
    asking = false
    if (stopped) return
    if (once) {
      once = false
      return step()
    }
    if (heard === 'over') return
    pause = pauseAfter(pause, heard)
    timer = timers.set(() => void step(), pause)
  }
  void step()
  return {
    again() {
      if (stopped) return
      if (timer !== null) timers.clear(timer)
      pause = 0
      void step()
    },
    stop() {
      stopped = true
      if (timer !== null) timers.clear(timer)
    },
  }
}
