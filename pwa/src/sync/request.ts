/** The body of POST /sync. */
import type { Clock, Timers } from '../base/clock'
import type { SyncRequest, Waiting } from '../base/wire'
import { type Batch, deviceName, type Store, type Tablet, wireOp } from '../store'
import type { Api } from './api'
import type { Pace } from './pace'
import { PROTOCOL } from './reply'

export interface RoundParts {
  store: Store
  tablet: Tablet
  api: Api
  clock: Clock
  timers: Timers
  random: () => number
  appVersion: string
}

export async function requestOf(parts: RoundParts, pace: Pace, batch: Batch): Promise<SyncRequest> {
  const { tablet, clock, appVersion } = parts
  const name = await deviceName(tablet)
  return {
    protocol: PROTOCOL,
    device_id: tablet.deviceId,
    batch_id: batch.batch_id,
    client_time: clock.now(),
    clock_era: batch.clock_era,
    app_version: appVersion,
    ...(name ? { device_name: name } : {}),
    waiting: sum([batch.waiting, pace.others]),
    cursor: batch.cursor,
    scope_tag: batch.scope_tag,
    limit: parts.store.locked ? 1 : batch.limits.max_changes,
    ...(batch.subscription ? { subscription: batch.subscription } : {}),
    ops: batch.ops.map(wireOp),
  }
}

/** What waits on the whole tablet. */
export function sum(all: Waiting[]): Waiting {
  const oldest = all.flatMap(({ oldest_at }) => (oldest_at === null ? [] : [oldest_at]))
  return {
    count: all.reduce((total, one) => total + one.count, 0),
    oldest_at: oldest.length > 0 ? Math.min(...oldest) : null,
    quarantined: all.reduce((total, one) => total + one.quarantined, 0),
  }
}
