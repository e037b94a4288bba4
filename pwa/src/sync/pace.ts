/** What the engine remembers between requests about how much, how fast and whom to suspect. All of it may be lost: a new start
 * only asks a little more than needed. */
import type { Waiting } from '../base/wire'
import type { Batch } from '../store'

export const MOST_OPS = 500
const MOST_BYTES = 200_000
const SLOWEST = 8000
const SUCCESSES = 5

export interface Suspect {
  op_id: string
  detail: string
}

export class Pace {
  failures = 0
  maxOps = MOST_OPS
  /** After a 413 the half is the most that is ever tried again. */
  private ceiling = MOST_OPS
  private batch = { id: '', failures: 0 }
  private successes = 0
  /** Milliseconds between two requests of one round. */
  gap = 0
  gzip = true
  /** When (monotonic) ops that were set aside may be offered to the server's tray again. */
  offerAt = 0
  /** When (monotonic) to look after the queues of others who use this tablet. */
  carryAt = 0
  carryOps = MOST_OPS
  /** What waits in those queues. */
  others: Waiting = { count: 0, oldest_at: null, quarantined: 0 }
  /** Nobody has answered since the start or since the network went: the next request goes without ops. An op that was sent
   * never changes again, so without this every attempt in an offline hour would turn a corrected tap into two operations. */
  unheard = true
  /** The one op that may be unreadable: the next request goes without ops to see whether others would be taken. */
  suspect: Suspect | null = null

  limits(batch: { max_ops: number; max_bytes: number }): { maxOps: number; maxBytes: number } {
    if (this.suspect || this.unheard) return { maxOps: 0, maxBytes: 0 }
    return {
      maxOps: Math.min(this.maxOps, batch.max_ops),
      maxBytes: Math.min(MOST_BYTES, batch.max_bytes * 0.75),
    }
  }

  /** Failures of exactly this set of ops, this one included. */
  failed(batch: Batch): number {
    // What is left of a batch keeps its id: only together with its size it is the same set.
    const id = `${batch.batch_id} ${batch.ops.length}`
    const before = this.batch.id === id ? this.batch.failures : 0
    this.batch = { id, failures: before + 1 }
    return before + 1
  }

  halve(ops: number, tooLarge: boolean): void {
    this.maxOps = Math.max(1, Math.floor(ops / 2))
    if (tooLarge) this.ceiling = this.maxOps
  }

  slower(): void {
    this.gap = Math.min(SLOWEST, Math.max(500, this.gap * 2))
    this.successes = 0
  }

  succeeded(ops: number): void {
    this.failures = 0
    this.successes += 1
    if (this.successes >= SUCCESSES) this.gap = 0
    if (ops > 0) this.maxOps = Math.min(this.ceiling, Math.max(this.maxOps, ops) * 2)
  }
}
