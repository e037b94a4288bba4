/** Signals over live queries: a screen reads `.value` and repaints when the tables it was made from change, in any tab. */
import { type ReadonlySignal, signal } from '@preact/signals-core'
import { liveQuery } from 'dexie'

export type Live<T> = ReadonlySignal<T>

/** Sets a value ahead of the query's next answer; returns how to stop. */
type Ahead<T> = (update: (change: (now: T) => T) => void) => () => void

/** Queries only while somebody looks. Until the first answer the value is `initial`; after that the last answer stays. What is
 * known sooner than a query can tell comes by `ahead`, and the next answer of the query replaces it. */
export function live<T>(query: () => Promise<T>, initial: T, ahead?: Ahead<T>): Live<T> {
  let stop: (() => void)[] = []
  const value = signal<T>(initial, {
    watched() {
      const subscription = liveQuery(query).subscribe({
        next: (found) => {
          value.value = found
        },
        // A closed or lost database: the last answer stays on the screen, the write path reports the fault.
        error: () => undefined,
      })
      stop = [() => subscription.unsubscribe()]
      if (ahead)
        stop.push(
          ahead((change) => {
            value.value = change(value.peek())
          }),
        )
    },
    unwatched() {
      for (const end of stop) end()
      stop = []
    },
  })
  return value
}
