/** Mutual exclusion between the tabs of one browser. Correctness never depends on it: without it two tabs merely do work twice. */
export interface Locks {
  /** Runs `job` with the lock. With `ifAvailable` a lock that is taken means `job(false)` at once instead of waiting. */
  request<T>(name: string, options: { ifAvailable?: boolean }, job: (held: boolean) => Promise<T>): Promise<T>
}

interface LockManagerLike {
  request<T>(name: string, options: { ifAvailable?: boolean }, job: (lock: unknown) => Promise<T>): Promise<T>
}

/** The browser's Web Locks. */
export function webLocks(manager: LockManagerLike): Locks {
  return { request: (name, options, job) => manager.request(name, options, (lock) => job(lock !== null)) }
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
