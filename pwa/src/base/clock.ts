/** The only place that reads the time and sets timers; tests and the simulation put their own in. */
export interface Clock {
  /** Milliseconds since 1970 UTC as this device believes; it may jump. */
  now(): number
  /** Milliseconds of a clock that never jumps; only differences mean something. */
  monotonic(): number
}

export type TimerId = unknown

export interface Timers {
  set(run: () => void, ms: number): TimerId
  clear(id: TimerId): void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
}

export const systemTimers: Timers = {
  set: (run, ms) => setTimeout(run, ms),
  clear: (id) => clearTimeout(id as ReturnType<typeof setTimeout>),
}
