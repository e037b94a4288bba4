/** What of the organization this tablet carries: some groups, some days around today. Null carries everything. */
import type { Subscription } from '../base/wire'
import { type Live, live } from './live'
import { getMeta, putMeta } from './meta'
import type { Store } from './store'

const MOST_DAYS = 60

const days = (count: number): number => Math.min(MOST_DAYS, Math.max(0, Math.trunc(count)))

/** Equal choices are equal texts, so that the server sees no change where there is none. */
const settled = ({ groups, days_back, days_ahead }: Subscription): Subscription => ({
  groups: groups && [...new Set(groups)].sort((a, b) => a - b),
  days_back: days(days_back),
  days_ahead: days(days_ahead),
})

/** The next sync loads what has come in beside the old copy and then drops what has gone out; waiting marks are not touched. */
export async function setSubscription(store: Store, wanted: Subscription | null): Promise<void> {
  await store.durable(() => putMeta(store.db, 'subscription', wanted && settled(wanted)))
  // The engine listens for this; there is no mark to show.
  store.tellMarked({ put: [], gone: [] })
}

export const readSubscription = ({ db }: Store): Promise<Subscription | null> => getMeta(db, 'subscription')

export const watchSubscription = (store: Store): Live<Subscription | null> =>
  live<Subscription | null>(() => readSubscription(store), null)
