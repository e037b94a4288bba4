/** Signals over live queries: a screen reads `.value` and repaints when the tables it was made from change, in any tab. */
import { type ReadonlySignal, signal } from '@preact/signals-core'
import { liveQuery } from 'dexie'

export type Live<T> = ReadonlySignal<T>

/** Queries only while somebody looks. Until the first answer the value is `initial`; after that the last answer stays. */
export function live<T>(
  query: () => Promise<T>,
  initial: T,
  same: (a: T, b: T) => boolean = Object.is,
): Live<T> {
  let stop: (() => void) | null = null
  const value = signal<T>(initial, {
    watched() {
      const subscription = liveQuery(query).subscribe({
        next: (found) => {
          if (!same(value.peek(), found)) value.value = found
        },
        // A closed or lost database: the last answer stays on the screen, the write path reports the fault.
        error: () => undefined,
      })
      stop = () => subscription.unsubscribe()
    },
    unwatched() {
      stop?.()
      stop = null
    },
  })
  return value
}
