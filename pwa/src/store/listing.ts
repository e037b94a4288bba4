/** One list of the server, page by page, kept as last seen so that its screen opens without a network too. */
import { type ReadonlySignal, signal } from '@preact/signals-core'
import type { Clock } from '../base/clock'
import type { Refreshed } from '../base/refreshed'
import type { Page } from '../base/resources'
import type { Live } from './live'
import { type Asking, pathOfNext, refreshPage, refreshWhole } from './refresh'
import { type Remote, watchRemote } from './remote'
import type { Store } from './store'

export interface Listing<T> {
  page: Live<Remote<Page<T>> | null>
  outcome: ReadonlySignal<Refreshed | 'asking'>
  /** From the first page on. */
  refresh(): Promise<void>
  /** The page behind what is shown; nothing when that is the end. */
  more(): Promise<void>
}

interface Parts {
  store: Store
  api: Asking
  clock: Clock
}

/** @param path below the API's base, with its query: what is kept is kept under it. */
export function openListing<T>({ store, api, clock }: Parts, path: string): Listing<T> {
  const key = `list ${path}`
  const page = watchRemote<Page<T>>(store, key)
  const outcome = signal<Refreshed | 'asking'>('asking')
  async function load(from: { path: string; append?: boolean }): Promise<void> {
    outcome.value = 'asking'
    // What cannot be kept is not shown either: the list says that it failed, and can be asked again.
    outcome.value = await refreshPage(store, api, clock, { key, ...from }).catch(() => 'failed' as const)
  }
  return {
    page,
    outcome,
    refresh: () => load({ path }),
    async more() {
      const next = page.peek()?.value.next
      if (next) await load({ path: pathOfNext(next), append: true })
    },
  }
}

/** The same for a list that is only of use as a whole: read to its end, and shown when all of it is there. */
export function openWhole<T>({ store, api, clock }: Parts, path: string): Listing<T> {
  const key = `whole ${path}`
  const page = watchRemote<Page<T>>(store, key)
  const outcome = signal<Refreshed | 'asking'>('asking')
  return {
    page,
    outcome,
    async refresh() {
      outcome.value = 'asking'
      outcome.value = await refreshWhole(store, api, clock, { key, path }).catch(() => 'failed' as const)
    },
    more: async () => undefined,
  }
}
