/** Whether somebody may walk out of the network: what of each session's roster is on this tablet, and since when. */
import { CALM, type Live, live } from './live'
import { getMeta } from './meta'
import type { SessionRow } from './rows'
import { readSessions } from './sessions'
import type { Store } from './store'

export interface Readiness {
  loaded: boolean
  /** False until a first copy of the lists has come whole: what is listed until then is a beginning. */
  whole: boolean
  /** A new copy is on its way, beside the one that is used. */
  renewing: boolean
  /** When the server last answered in full, in milliseconds: as of then the lists are; null: never. */
  asOf: number | null
  /** How many days ahead this tablet carries; null: all. */
  daysAhead: number | null
  /** By their start. */
  sessions: SessionRow[]
}

const NOTHING = { whole: false, renewing: false, asOf: null, daysAhead: null, sessions: [] }

/** Of the sessions whose planned start lies in [from, to), both ISO times in UTC. */
export const watchReadiness = (store: Store, from: string, to: string): Live<Readiness> =>
  live<Readiness>(() => readReadiness(store, from, to), { loaded: false, ...NOTHING }, { calm: CALM })

export async function readReadiness(store: Store, from: string, to: string): Promise<Readiness> {
  const [sync, status, subscription, sessions] = await Promise.all([
    getMeta(store.db, 'sync'),
    getMeta(store.db, 'status'),
    getMeta(store.db, 'subscription'),
    readSessions(store, from, to),
  ])
  return {
    loaded: true,
    whole: sync.complete,
    renewing: sync.shadow !== null,
    asOf: status.last_sync_at,
    daysAhead: subscription?.days_ahead ?? null,
    sessions,
  }
}
