/** How far this device's clock is from the server's, and how often it was seen to jump. */
import { getMeta, putMeta } from './meta'
import type { Store } from './store'

const JUMP = 30_000
const NOISE = 500
const MINUTE = 60_000

/** `offset` is server minus device, in milliseconds. A changed offset means that the device's clock was set: marks made before
 * and after belong to different eras, and the server will not correct the old ones by the new offset. */
export async function saveClockOffset({ db }: Store, offset: number, now: number): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    const before = await getMeta(db, 'clock')
    // Measured with every request: a second of sending is no reason for a second write to the disk.
    if (before && Math.abs(before.offset - offset) < NOISE && Math.abs(now - before.measured_at) < MINUTE)
      return
    if (before && Math.abs(before.offset - offset) > JUMP) {
      const device = await getMeta(db, 'device')
      await putMeta(db, 'device', { ...device, clock_era: device.clock_era + 1 })
    }
    await putMeta(db, 'clock', { offset, measured_at: now })
  })
}
