/** One round: requests one after another until the queue is empty and the feed is read, or until something stands in the way. */
import type { Timers } from '../base/clock'
import { uuid7 } from '../base/ids'
import type { SyncReply } from '../base/wire'
import { applyReply, type Batch, noteTwin, type Phase, releaseBatch, savePhase, takeBatch } from '../store'
import type { ApiReply } from './api'
import { fullJitter, longest } from './backoff'
import { Convoy } from './convoy'
import { exchange } from './exchange'
import { handOver, handOverOld } from './hand-over'
import type { Pace } from './pace'
import { react } from './reactions'
import type { RoundParts } from './request'

/** When to come back. `wait` null: only a sign-in helps. `hold`: how long nobody's wish may shorten it, because the server
 * named the time. */
export interface Outcome {
  phase: Phase
  wait: number | null
  hold: number
}

const IDLE = 30_000
const RESETS = 3
const MINUTE = 60_000

export async function runRound(parts: RoundParts, pace: Pace, stopped: () => boolean): Promise<Outcome> {
  const convoy = new Convoy(parts, pace)
  try {
    return await requests(parts, pace, convoy, stopped)
  } finally {
    await convoy.end()
  }
}

async function requests(
  parts: RoundParts,
  pace: Pace,
  convoy: Convoy,
  stopped: () => boolean,
): Promise<Outcome> {
  let resets = 0
  for (;;) {
    const step = await oneRequest(parts, pace, convoy)
    if ('phase' in step) return step
    resets += step.reset ? 1 : 0
    // A server that resets the answer to its own cursor would be asked for everything again and again.
    if (resets > RESETS) return finish(parts, { phase: 'error', wait: MINUTE, hold: 0 })
    if (stopped()) return { phase: 'idle', wait: IDLE, hold: 0 }
    if (step.pause > 0) await sleep(parts.timers, step.pause)
  }
}

const sleep = (timers: Timers, ms: number): Promise<void> => new Promise((resolve) => timers.set(resolve, ms))

type Step = Outcome | { pause: number; reset: boolean }

async function oneRequest(parts: RoundParts, pace: Pace, convoy: Convoy): Promise<Step> {
  const { store, clock } = parts
  const take = () => takeBatch(store, (limits) => pace.limits(limits), uuid7(clock.now()))
  let batch = await take()
  // What waits is under way with others: their answers first, then one look at the news for all.
  if (batch.ops.length === 0 && batch.waiting.count > 0 && (await convoy.rest())) batch = await take()
  if (batch.ops.length > 0 || batch.cursor === null)
    await savePhase(store, { phase: 'syncing', detail: null })
  const answered = await exchange(parts, pace, batch)
  if (!answered.reply) return fallBack(parts, pace, batch, answered.failure)
  return takeIn(parts, pace, convoy, batch, answered.reply)
}

async function takeIn(
  parts: RoundParts,
  pace: Pace,
  convoy: Convoy,
  batch: Batch,
  reply: SyncReply,
): Promise<Step> {
  const { store, clock, random } = parts
  const applied = await applyReply(store, batch, reply, clock.now())
  if (reply.register_anew) await noteTwin(parts.tablet)
  const suspect = pace.suspect
  if (suspect) {
    // The server takes requests, only not that op.
    pace.suspect = null
    await handOver(parts, suspect)
  }
  if (batch.ops.length > 0 && applied.answered === 0 && applied.left > 0) {
    // Understood, yet nothing acknowledged: not a reason to ask the same at once.
    const wait = fullJitter(++pace.failures, random, longest(true))
    return finish(parts, { phase: 'idle', wait, hold: 0 })
  }
  await savePhase(store, { ends_on: reply.notice?.ends_on ?? null })
  pace.unheard = false
  pace.succeeded(batch.ops.length)
  const pause = Math.max(pace.gap, applied.left > 0 ? 1000 : 0)
  // While the lists are locked there are no news to ask for, only marks to send.
  const news = !applied.locked && (reply.has_more || applied.reset || !applied.moved)
  const more = news || applied.waiting > 0 || suspect !== null
  if (pause === 0) convoy.join(applied.waiting, reply.limits)
  if (more) return { pause, reset: applied.reset }
  await handOverOld(parts, pace)
  // Spread, because all that were asked at the same time would come back at the same time.
  const later = Math.round(reply.backoff * 1000 * (1 + random() / 4))
  // Asked to stay away, a mark still does not wait for more than half a minute.
  return finish(parts, { phase: 'idle', wait: Math.max(IDLE, later), hold: Math.min(IDLE, later) })
}

async function finish({ store, clock }: RoundParts, outcome: Outcome): Promise<Outcome> {
  await savePhase(store, { phase: outcome.phase, detail: null, last_sync_at: clock.now() })
  return outcome
}

async function fallBack(parts: RoundParts, pace: Pace, batch: Batch, failure: ApiReply): Promise<Step> {
  const { store, clock, random } = parts
  await releaseBatch(
    store,
    batch.ops.map((op) => op.op_id),
  )
  const reaction = react(failure, {
    ops: batch.ops.length,
    marksWait: batch.waiting.count > 0,
    failures: pace.failures,
    batchFailures: failure.kind === 'answer' ? pace.failed(batch) : 0,
    random,
    now: clock.now(),
  })
  pace.failures += 1
  pace.unheard = reaction.phase === 'offline'
  // Without its suspect the request failed as well: then it was not the op.
  pace.suspect = null
  const [first] = batch.ops
  if (reaction.ops === 'suspect' && first)
    pace.suspect = { op_id: first.op_id, detail: reaction.detail ?? '' }
  if (reaction.ops === 'halve')
    pace.halve(batch.ops.length, failure.kind === 'answer' && failure.status === 413)
  if (reaction.slower) pace.slower()
  const misread = reaction.misread ? { misread_at: clock.now() } : {}
  await savePhase(store, { phase: reaction.phase, detail: reaction.detail, ...misread })
  const { phase, wait, hold } = reaction
  return { phase, wait, hold }
}
