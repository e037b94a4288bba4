/** Ops that the server cannot process go into its tray, as they are, for an administrator. */

import type { OpRow } from '../store'
import { handedOver, readSetAside, setAside, wireOp } from '../store'
import type { Pace, Suspect } from './pace'
import type { RoundParts } from './request'

const HOUR = 3_600_000

/** The op leaves the queue for the tray only when the server says that it lies there. Otherwise it is set aside on this tablet
 * and offered again later: whatever happens, the ops behind it go on. */
export async function handOver(parts: RoundParts, { op_id, detail }: Suspect): Promise<void> {
  const { store, clock } = parts
  const op = await store.db.ops.get(op_id)
  if (!op) return
  if (await lodged(parts, op)) await handedOver(store, op_id, detail, clock.now())
  else await setAside(store, op_id, detail, clock.now())
}

/** Offers what had to be set aside, once an hour, after everything else went well. */
export async function handOverOld(parts: RoundParts, pace: Pace): Promise<void> {
  const { store, clock } = parts
  if (clock.monotonic() < pace.offerAt) return
  for (const row of await readSetAside(store)) {
    pace.offerAt = clock.monotonic() + HOUR
    if (!(await lodged(parts, row))) return
    await handedOver(store, row.op_id, row.detail ?? '', clock.now())
  }
}

async function lodged({ api, tablet }: RoundParts, op: OpRow): Promise<boolean> {
  const body = { device_id: tablet.deviceId, op: wireOp(op) }
  const answer = await api.request({ method: 'POST', path: '/sync/quarantine', body })
  if (answer.kind !== 'answer') return false
  // A captive portal answers 200 as well, with a page.
  return answer.status === 200 ? answer.json !== undefined : answer.status > 200 && answer.status < 300
}
