/** Marks of others who use this tablet and are not signed in now: carried to the server as theirs, never as one's own (I31). */
import { uuid7 } from '../base/ids'
import type { Locks } from '../base/locks'
import type { SyncRequest, Waiting } from '../base/wire'
import {
  applyAnswers,
  type Colleague,
  openProfile,
  otherProfiles,
  queueKeys,
  readWaiting,
  releaseBatch,
  type Store,
  takeBatch,
  wireOp,
} from '../store'
import { MOST_OPS, type Pace } from './pace'
import { readReply } from './reply'
import { type RoundParts, requestOf, sum } from './request'

type Parts = RoundParts & { locks: Locks }

const LOOK_AGAIN = 5 * 60_000
const MOST_BYTES = 150_000

/** Looks after everybody's queue on this tablet, after one's own is empty. Counts what still waits. */
export async function carryOthers(parts: Parts, pace: Pace): Promise<void> {
  const { tablet, clock, store } = parts
  if (clock.monotonic() < pace.carryAt) return
  pace.carryAt = clock.monotonic() + LOOK_AGAIN
  const left: Waiting[] = []
  for (const colleague of await otherProfiles(tablet, store.profileId)) {
    const theirs = openProfile(colleague.id, queueKeys(tablet))
    try {
      if (colleague.grant !== null) await carry(parts, pace, theirs, colleague)
      left.push(await readWaiting(theirs))
    } finally {
      theirs.close()
    }
  }
  pace.others = sum(left)
}

/** Their owner may have the app open in another tab: then that one sends. */
function carry(parts: Parts, pace: Pace, theirs: Store, colleague: Colleague): Promise<void> {
  return parts.locks.request(`omni-sync-${colleague.id}`, { ifAvailable: true }, async (held) => {
    // Whatever is marked as under way was left so by a crash.
    if (held) await releaseBatch(theirs, 'all')
    while (held && (await carryBatch(parts, pace, theirs, colleague))) {
      // The next batch.
    }
  })
}

/** Sends one batch; true when there may be another. The answer's news are for one's own scope: they are not taken into the
 * other person's copy, which brings itself up to date when that person is back. */
async function carryBatch(parts: Parts, pace: Pace, theirs: Store, { grant }: Colleague): Promise<boolean> {
  const { api, clock, store } = parts
  const allow = () => ({ maxOps: pace.carryOps, maxBytes: MOST_BYTES })
  const batch = await takeBatch(theirs, allow, uuid7(clock.now()))
  if (batch.ops.length === 0) return false
  const own = await takeBatch(store, () => ({ maxOps: 0, maxBytes: 0 }), batch.batch_id)
  const envelope = await requestOf(parts, pace, own)
  const ops = batch.ops.map((op) => ({ ...wireOp(op), grant: grant ?? '' }))
  const body: SyncRequest = {
    ...envelope,
    batch_id: batch.batch_id,
    clock_era: batch.clock_era,
    limit: 1,
    ops,
  }
  const answer = await api.request({ method: 'POST', path: '/sync', body, gzip: pace.gzip })
  const reply = answer.kind === 'answer' ? readReply(answer) : null
  if (!reply) {
    await releaseBatch(
      theirs,
      batch.ops.map((op) => op.op_id),
    )
    pace.carryOps = Math.max(1, Math.floor(batch.ops.length / 2))
    return false
  }
  pace.carryOps = Math.min(MOST_OPS, Math.max(pace.carryOps, batch.ops.length) * 2)
  const { answered } = await applyAnswers(theirs, batch, reply, clock.now())
  return answered > 0
}
