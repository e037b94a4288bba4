/** One request to /sync and what came of it. */
import type { SyncReply } from '../base/wire'
import { type Batch, saveClockOffset } from '../store'
import type { ApiReply } from './api'
import type { Pace } from './pace'
import { readReply } from './reply'
import { type RoundParts, requestOf } from './request'

export type Exchange = { reply: SyncReply } | { reply: null; failure: ApiReply }

/** `changes`: how many of the server's news are wanted; all that it gives in one page unless said. */
export async function exchange(
  parts: RoundParts,
  pace: Pace,
  batch: Batch,
  changes = batch.limits.max_changes,
): Promise<Exchange> {
  const { api, clock, store } = parts
  const answer = await api.request({
    method: 'POST',
    path: '/sync',
    body: { ...(await requestOf(parts, pace, batch)), limit: changes },
    timeoutMs: 15_000 + Math.ceil(batch.size / 10_000) * 1000,
    gzip: pace.gzip,
  })
  if (answer.kind !== 'answer') return { reply: null, failure: answer }
  const reply = readReply(answer)
  if (!reply) {
    // Something on the way does not take compressed requests: from now on plain.
    if (answer.gzipped && (answer.status === 415 || answer.status === 400)) {
      pace.gzip = false
      return exchange(parts, pace, batch, changes)
    }
    return { reply: null, failure: answer }
  }
  const took = answer.receivedAt - answer.sentAt
  // A clock that was set during the exchange measures nothing.
  if (Math.abs(took - answer.tookMs) < 1000) {
    const offset = Math.round(reply.server_time - (answer.sentAt + answer.receivedAt) / 2)
    await saveClockOffset(store, offset, clock.now())
  }
  return { reply }
}
