/** Mutual exclusion for browsers without Web Locks: a row that says who works, renewed while they do and void a minute after
 * they were last heard of. A page that was frozen or killed holds nobody up for longer. */
import type { Clock, Timers } from '../base/clock'
import { uuid4 } from '../base/ids'
import type { Locks } from '../base/locks'
import type { Tablet } from './tablet'

const LEASE = 60_000
const HEARTBEAT = 20_000
const ASK_AGAIN = 500

interface Lease {
  owner: string
  until: number
}

export function leaseLocks(tablet: Tablet, { clock, timers }: { clock: Clock; timers: Timers }): Locks {
  return {
    async request(name, options, job) {
      const owner = uuid4()
      while (!(await take(tablet, name, owner, clock.now()))) {
        if (options.ifAvailable) return job(false)
        await new Promise<void>((resolve) => timers.set(resolve, ASK_AGAIN))
      }
      let beat = timers.set(function renew() {
        void take(tablet, name, owner, clock.now()).catch(() => undefined)
        beat = timers.set(renew, HEARTBEAT)
      }, HEARTBEAT)
      try {
        return await job(true)
      } finally {
        timers.clear(beat)
        await giveBack(tablet, name, owner).catch(() => undefined)
      }
    },
  }
}

/** Takes or renews the lease. One that ends further away than any lease lasts was written under another time: it counts for
 * nothing. */
function take({ db }: Tablet, name: string, owner: string, now: number): Promise<boolean> {
  return db.transaction('rw', db.settings, async () => {
    const lease = (await db.settings.get(`lease ${name}`))?.value as Lease | undefined
    const held = lease && lease.owner !== owner && lease.until > now && lease.until <= now + LEASE
    if (held) return false
    await db.settings.put({ key: `lease ${name}`, value: { owner, until: now + LEASE } satisfies Lease })
    return true
  })
}

async function giveBack({ db }: Tablet, name: string, owner: string): Promise<void> {
  await db.transaction('rw', db.settings, async () => {
    const lease = (await db.settings.get(`lease ${name}`))?.value as Lease | undefined
    if (lease?.owner === owner) await db.settings.delete(`lease ${name}`)
  })
}
