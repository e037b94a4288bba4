/** Time that passes only when a test says so. */
import type { Clock, TimerId, Timers } from '@/base/clock'

/** A pause inside a round is shorter than any request's timeout. */
const PAUSE = 15_000

interface Due {
  at: number
  ms: number
  run: () => void
}

export class VirtualTime implements Clock, Timers {
  private elapsed = 0
  private next = 1
  private readonly due = new Map<number, Due>()
  /** How far this device's clock is from the truth. */
  skew = 0
  readonly start: number

  constructor(start: number) {
    this.start = start
  }

  now = (): number => this.start + this.elapsed + this.skew
  monotonic = (): number => this.elapsed
  truth = (): number => this.start + this.elapsed

  set = (run: () => void, ms: number): TimerId => {
    const id = this.next++
    this.due.set(id, { at: this.elapsed + ms, ms, run })
    return id
  }

  clear = (id: TimerId): void => {
    this.due.delete(id as number)
  }

  /** Whether somebody waits for a pause to end, not only for an answer. */
  get pausing(): boolean {
    return [...this.due.values()].some((one) => one.ms < PAUSE)
  }

  /** Lets timers fire in their order until `ms` have passed; `settle` waits for what each one started. */
  async pass(ms: number, settle: () => Promise<void>): Promise<void> {
    const end = this.elapsed + ms
    await settle()
    for (;;) {
      const first = [...this.due.entries()].sort((a, b) => a[1].at - b[1].at || a[0] - b[0])[0]
      if (!first || first[1].at > end) break
      this.due.delete(first[0])
      this.elapsed = Math.max(this.elapsed, first[1].at)
      first[1].run()
      await settle()
    }
    this.elapsed = end
  }
}

export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
