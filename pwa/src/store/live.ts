/** Signals over live queries: a screen reads `.value` and repaints when the tables it was made from change, in any tab. */
import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import { liveQuery } from 'dexie'
import { systemClock, systemTimers, type TimerId } from '../base/clock'

export type Live<T> = ReadonlySignal<T>

type Change<T> = (now: T) => T

/** Sets a value ahead of the query's next answer; returns how to stop. */
type Ahead<T> = (update: (change: Change<T>) => void) => () => void

/** Answers that belong together are shown together: what one transaction changed in several tables is never seen by halves. */
export interface Together {
  begin(): void
  /** Keeps `show` until nobody of this company is reading any more. */
  end(show: () => void): void
}

export function together(): Together {
  let reading = 0
  let shows: (() => void)[] = []
  function showAll(): void {
    if (reading > 0) return
    const all = shows
    shows = []
    batch(() => {
      for (const one of all) one()
    })
  }
  return {
    begin() {
      reading += 1
    },
    end(show) {
      reading -= 1
      shows.push(show)
      // Dexie begins the readings that one transaction caused each in a task of its own: let those that are due begin.
      if (reading === 0) systemTimers.set(showAll, 0)
    },
  }
}

const ALONE: Together = { begin: () => undefined, end: (show) => show() }

/** Not noticed by a person, and longer than a frame on a slow tablet. */
export const CALM = 150
/** What takes long to read is read again after so many times as long: reading never has more than a small part of the time. */
const EASE = 8
const LONGEST_CALM = 5_000

interface Options<T> {
  /** What is known sooner than a query can tell. The answer of a query that began before is brought up to it. */
  ahead?: Ahead<T>
  company?: Together
  /** Milliseconds that a change may wait before it is read, longer where reading takes long. A tap has its frame to itself: what only counts follows behind. */
  calm?: number
}

/** Queries only while somebody looks. Until the first answer the value is `initial`; after that the last answer stays. */
export function live<T>(query: () => Promise<T>, initial: T, options: Options<T> = {}): Live<T> {
  let stop: (() => void)[] = []
  const value = signal<T>(initial, {
    watched() {
      stop = watch(query, value, options)
    },
    unwatched() {
      for (const end of stop) end()
      stop = []
    },
  })
  return value
}

function watch<T>(
  query: () => Promise<T>,
  value: Signal<T>,
  { ahead, company = ALONE, calm = 0 }: Options<T>,
): (() => void)[] {
  let since: Change<T>[] = []
  let newest = 0
  let took = 0
  let subscription: { unsubscribe(): void } | null = null
  let pause: TimerId | null = null
  const read = async (): Promise<void> => {
    company.begin()
    newest += 1
    const mine = newest
    let show = () => {}
    try {
      // What was told before is on the disk, where this query finds it, or finds that it was taken back again.
      since = []
      const began = systemClock.monotonic()
      const found = await query()
      took = systemClock.monotonic() - began
      show = () => {
        // A change during the reading begins another one, which may end sooner.
        if (mine === newest) value.value = since.reduce<T>((now, change) => change(now), found)
      }
    } finally {
      company.end(show)
    }
  }
  function follow(): void {
    let asked = 0
    const asking = async (): Promise<void> => {
      asked += 1
      if (calm > 0 && asked > 1) becalmed()
      else await read()
    }
    // A closed or lost database: the last answer stays on the screen, the write path reports the fault.
    subscription = liveQuery(asking).subscribe({ error: () => undefined })
  }
  /** One wait for all changes that come meanwhile; the first answer does not wait. The query ends and another one begins,
   * because Dexie does not see what is read behind a timer: it would never ask again. */
  function becalmed(): void {
    company.begin()
    newest += 1
    subscription?.unsubscribe()
    const wait = Math.min(LONGEST_CALM, Math.max(calm, took * EASE))
    pause = systemTimers.set(() => {
      pause = null
      follow()
      company.end(() => undefined)
    }, wait)
  }
  follow()
  const ends = [
    () => {
      newest = 0
      subscription?.unsubscribe()
      if (pause === null) return
      systemTimers.clear(pause)
      company.end(() => undefined)
    },
  ]
  if (ahead)
    ends.push(
      ahead((change) => {
        since.push(change)
        value.value = change(value.peek())
      }),
    )
  return ends
}
