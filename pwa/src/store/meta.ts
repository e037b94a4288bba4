/** The small rows of `meta`: the device's counters, the position in the feed, the clock and the engine's last word. */
import type { Limits, Subscription } from '../base/wire'
import type { ProfileDb } from './db'
import type { Phase } from './rows'

export interface DeviceMeta {
  seq_no: number
  /** Steps when the device's clock was seen to jump, so that the server can tell old marks' times from new ones'. */
  clock_era: number
}

export interface ShadowMeta {
  /** Grows with every new shadow pull, so that a late answer of an earlier one is recognised. */
  run: number
  cursor: string | null
  scope_tag: string | null
  seen: number
}

export interface SyncMeta {
  cursor: string | null
  epoch: string | null
  scope_tag: string | null
  /** Highest version the feed has delivered: whatever is not above it, base already knows or has outlived. */
  seen: number
  shadow: ShadowMeta | null
  runs: number
  limits: Limits
  /** True once the first pull has reached its end. */
  complete: boolean
  /** That of the server's last answer. */
  protocol?: number
}

export interface ClockMeta {
  offset: number
  measured_at: number
}

export interface StatusMeta {
  phase: Phase
  detail: string | null
  last_sync_at: number | null
  /** From which day on the server refuses this build. */
  ends_on?: string | null
  /** When the server last could not read a request of this build. */
  misread_at?: number | null
}

interface Shapes {
  device: DeviceMeta
  sync: SyncMeta
  clock: ClockMeta | null
  status: StatusMeta
  persisted: boolean | null
  build: string | null
  subscription: Subscription | null
  /** Id of the data key that the lists are sealed with; `tablet` where no person's was at hand; null: there are none. */
  base: string | null
}

const INITIAL: Shapes = {
  device: { seq_no: 0, clock_era: 0 },
  sync: {
    cursor: null,
    epoch: null,
    scope_tag: null,
    seen: 0,
    shadow: null,
    runs: 0,
    limits: { max_ops: 500, max_bytes: 200_000, max_changes: 1000 },
    complete: false,
  },
  clock: null,
  status: { phase: 'idle', detail: null, last_sync_at: null },
  persisted: null,
  build: null,
  subscription: null,
  base: null,
}

export async function getMeta<K extends keyof Shapes>(db: ProfileDb, key: K): Promise<Shapes[K]> {
  const row = await db.meta.get(key)
  return row ? (row.value as Shapes[K]) : structuredClone(INITIAL[key])
}

export async function putMeta<K extends keyof Shapes>(
  db: ProfileDb,
  key: K,
  value: Shapes[K],
): Promise<void> {
  await db.meta.put({ key, value })
}
