import type { Timers } from './clock'

/** Mutual exclusion between the tabs of one browser. Correctness never depends on it: without it two tabs merely do work twice. */
export interface Locks {
  /** Runs `job` with the lock. With `ifAvailable` a lock that is taken means `job(false)` at once instead of waiting. */
  request<T>(name: string, options: { ifAvailable?: boolean }, job: (held: boolean) => Promise<T>): Promise<T>
}

interface Options {
  ifAvailable?: boolean
  steal?: boolean
  signal?: AbortSignal
}

interface LockManagerLike {
  request<T>(name: string, options: Options, job: (lock: unknown) => Promise<T>): Promise<T>
}

/** Who waits for a lock for so long waits for a frozen page, or for one that works where another may as well. */
const PATIENCE = 60_000

/** The browser's Web Locks. A killed page gives its locks back at once; from a frozen one they are taken after a minute. */
export function webLocks(manager: LockManagerLike, timers: Timers): Locks {
  /** Names that this page queues for only to learn whether their holder ever lets go. */
  const watched = new Set<string>()

  async function held<T>(name: string, options: Options, job: (held: boolean) => Promise<T>): Promise<T> {
    const begun: Promise<T>[] = []
    try {
      return await manager.request(name, options, (lock) => {
        const running = job(lock !== null)
        begun.push(running)
        return running
      })
    } catch (error) {
      // Taken from this page: its work goes on all the same, and how that ends is what counts.
      if (begun[0]) return begun[0]
      throw error
    }
  }

  async function queue<T>(name: string, job: () => Promise<T>): Promise<T> {
    const giveUp = new AbortController()
    const timer = timers.set(() => giveUp.abort(), PATIENCE)
    const begin = () => {
      timers.clear(timer)
      return job()
    }
    try {
      return await held(name, { signal: giveUp.signal }, begin)
    } catch (error) {
      if (giveUp.signal.aborted) return held(name, { steal: true }, job)
      throw error
    }
  }

  /** Takes the lock from a holder that never lets go, only to give it back: the next who asks finds it free. */
  async function free(name: string): Promise<void> {
    if (watched.has(name)) return
    watched.add(name)
    await queue(name, async () => undefined).catch(() => undefined)
    watched.delete(name)
  }

  return {
    request: (name, { ifAvailable }, job) =>
      ifAvailable
        ? held(name, { ifAvailable }, (isHeld) => {
            if (!isHeld) void free(name)
            return job(isHeld)
          })
        : queue(name, () => job(true)),
  }
}

/** For places with one runner only, such as a test process: queues by name inside this process. */
export function localLocks(): Locks {
  const last = new Map<string, Promise<unknown>>()
  return {
    async request(name, options, job) {
      const before = last.get(name)
      if (before && options.ifAvailable) return job(false)
      const mine = (before ?? Promise.resolve()).then(() => job(true))
      const settled = mine.catch(() => undefined)
      last.set(name, settled)
      try {
        return await mine
      } finally {
        if (last.get(name) === settled) last.delete(name)
      }
    },
  }
}
