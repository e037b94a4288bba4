/** Helps a round whose queue is long: while its request travels, others are under way, which only send. Over a distant network
 * most of a round is waiting, and five thousand marks need ten requests. */
import { uuid7 } from '../base/ids'
import type { Limits } from '../base/wire'
import { applyAnswers, releaseBatch, takeBatch } from '../store'
import { exchange } from './exchange'
import type { Pace } from './pace'
import type { RoundParts } from './request'

/** Requests beside the round's own. */
const HELPERS = 2
export class Convoy {
  private readonly parts: RoundParts
  private readonly pace: Pace
  private readonly working = new Set<Promise<void>>()
  private over = false

  constructor(parts: RoundParts, pace: Pace) {
    this.parts = parts
    this.pace = pace
  }

  /** After an answer that took everything in. A queue that one or two requests hold needs no help, and a server that asks for
   * patience gets one request at a time. */
  join(waiting: number, limits: Limits): void {
    const long = waiting > 2 * this.pace.limits(limits).maxOps
    if (this.over || !long || this.pace.gap > 0) return
    while (this.working.size < HELPERS) {
      const work: Promise<void> = this.work()
        // The round's own request will meet the same fault, and knows what to do about it.
        .catch(() => undefined)
        .finally(() => this.working.delete(work))
      this.working.add(work)
    }
  }

  /** Resolves when everything sent has been answered or given up; false when nothing was under way. */
  async rest(): Promise<boolean> {
    const busy = this.working.size > 0
    await Promise.all(this.working)
    return busy
  }

  async end(): Promise<void> {
    this.over = true
    await this.rest()
  }

  private async work(): Promise<void> {
    const { store, clock } = this.parts
    while (!this.over) {
      const batch = await takeBatch(store, (limits) => this.pace.limits(limits), uuid7(clock.now()))
      if (batch.ops.length === 0) return
      // The news are the round's business: read twice they would cost more than the help is worth.
      const { reply } = await exchange(this.parts, this.pace, batch, 1)
      if (!reply) {
        const ids = batch.ops.map((op) => op.op_id)
        return releaseBatch(store, ids)
      }
      const { left } = await applyAnswers(store, batch, reply, clock.now())
      if (left > 0) return
    }
  }
}
