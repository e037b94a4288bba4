/** When to sync: one timer that is always armed, wishes that bring it forward, and one round at a time for all tabs. */

import type { TimerId } from '../base/clock'
import type { Locks } from '../base/locks'
import { t } from '../base/text'
import { releaseBatch, resendAfterUpdate, savePhase } from '../store'
import { fullJitter, longest } from './backoff'
import { carryOthers } from './courier'
import { Pace } from './pace'
import type { RoundParts } from './request'
import { type Outcome, runRound } from './round'
import { partFromTwin } from './twin'

export interface SyncParts extends RoundParts {
  locks: Locks
}

/** Why somebody thinks that now is a good time. */
export type Wish = 'mark' | 'online' | 'offline' | 'visible' | 'start' | 'signed_in'

export interface Sync {
  start(): void
  /** Ends after the request under way; its ops stay in the queue whatever happens. */
  stop(): Promise<void>
  wake(reason: Wish): void
  /** The person asks: tries now unless the server named a later time. Resolves when the try is over. */
  syncNow(): Promise<void>
  status(): EngineStatus
}

export interface EngineStatus {
  running: boolean
  /** Milliseconds until the next try; null: none is planned (stopped, or signed out). */
  nextIn: number | null
  failures: number
}

const AFTER_MARK = 2000
const ELSEWHERE = 5000
const SPREAD = 10_000

export function createSync(parts: SyncParts): Sync {
  return new Engine(parts)
}

class Engine implements Sync {
  private readonly parts: SyncParts
  private readonly pace = new Pace()
  private timer: TimerId | null = null
  private dueAt: number | null = null
  /** Before this moment (monotonic) not even a person's wish starts a request. */
  private notBefore = 0
  private running: Promise<void> | null = null
  private stopped = true
  private halting = false
  private marked = false
  /** A wish that came during a round: that round may end knowing nothing of the sign-in or network that it announced. */
  private wished: number | null = null
  private unlisten: (() => void) | null = null

  constructor(parts: SyncParts) {
    this.parts = parts
  }

  start(): void {
    if (!this.stopped) return
    this.stopped = false
    this.halting = false
    this.unlisten = this.parts.store.onMarked(() => this.wake('mark'))
    this.arm(0)
  }

  async stop(): Promise<void> {
    this.stopped = true
    this.halting = true
    this.unlisten?.()
    this.disarm()
    await this.running
  }

  wake(reason: Wish): void {
    if (this.stopped) return
    if (reason === 'offline') this.pace.unheard = true
    else if (reason === 'mark') this.afterMark()
    else this.again(reason)
  }

  syncNow(): Promise<void> {
    if (this.running || this.wait() > 0) return this.running ?? Promise.resolve()
    this.disarm()
    return this.run()
  }

  status(): EngineStatus {
    const nextIn = this.dueAt === null ? null : Math.max(0, this.dueAt - this.parts.clock.monotonic())
    return { running: this.running !== null, nextIn, failures: this.pace.failures }
  }

  private again(reason: Wish): void {
    this.pace.failures = 0
    if (reason === 'signed_in') this.notBefore = 0
    // A whole school comes back online in the same second.
    const delay = reason === 'online' ? this.parts.random() * SPREAD : 0
    if (this.running) this.wished = Math.min(delay, this.wished ?? delay)
    else this.bringForward(delay)
  }

  private afterMark(): void {
    if (this.running) this.marked = true
    // While the server is away, more marks are no reason to ask more often.
    else if (this.pace.failures === 0) this.bringForward(AFTER_MARK)
  }

  private wait(): number {
    return Math.max(0, this.notBefore - this.parts.clock.monotonic())
  }

  private bringForward(delay: number): void {
    const planned = this.dueAt === null ? Number.POSITIVE_INFINITY : this.dueAt - this.parts.clock.monotonic()
    this.arm(Math.min(planned, Math.max(delay, this.wait())))
  }

  private arm(delay: number): void {
    this.disarm()
    if (this.stopped) return
    this.dueAt = this.parts.clock.monotonic() + delay
    this.timer = this.parts.timers.set(() => void this.run(), delay)
  }

  private disarm(): void {
    if (this.timer !== null) this.parts.timers.clear(this.timer)
    this.timer = null
    this.dueAt = null
  }

  private run(): Promise<void> {
    this.disarm()
    this.running ??= this.attempt()
      .finally(() => {
        this.running = null
      })
      .then((outcome) => this.plan(outcome))
    return this.running
  }

  private plan(outcome: Outcome): void {
    const wished = this.wished
    this.wished = null
    if (this.stopped) return
    this.notBefore = this.parts.clock.monotonic() + outcome.hold
    const soon = this.marked && outcome.phase === 'idle' && this.pace.failures === 0
    this.marked = false
    if (outcome.wait !== null) this.arm(outcome.wait)
    if (soon) this.bringForward(AFTER_MARK)
    if (wished !== null) this.bringForward(wished)
  }

  private async attempt(): Promise<Outcome> {
    const { locks, store } = this.parts
    try {
      return await locks.request(`omni-sync-${store.profileId}`, { ifAvailable: true }, async (held) => {
        if (!held) return { phase: 'idle', wait: ELSEWHERE, hold: 0 } as const
        // Whatever is still marked as under way was left so by a crash.
        await releaseBatch(store, 'all')
        await resendAfterUpdate(store, this.parts.appVersion)
        const outcome = await runRound(this.parts, this.pace, () => this.halting)
        if (outcome.phase !== 'idle' || this.halting) return outcome
        await carryOthers(this.parts, this.pace)
        return (await partFromTwin(this.parts)) ? this.parted() : outcome
      })
    } catch {
      return this.tripped()
    }
  }

  private async parted(): Promise<Outcome> {
    const detail = t('Another tablet was a copy of this one. Please sign in again; marks stay here.')
    await savePhase(this.parts.store, { phase: 'signed_out', detail })
    return { phase: 'signed_out', wait: null, hold: 0 }
  }

  /** The tablet's own storage failed: nothing was acknowledged, the queue is as it was; try again later. */
  private async tripped(): Promise<Outcome> {
    const { store, random } = this.parts
    const detail = t('The tablet could not use its storage. It will be tried again.')
    await releaseBatch(store, 'all').catch(() => undefined)
    await savePhase(store, { phase: 'error', detail }).catch(() => undefined)
    this.pace.failures += 1
    return { phase: 'error', wait: fullJitter(this.pace.failures, random, longest(true)), hold: 0 }
  }
}
