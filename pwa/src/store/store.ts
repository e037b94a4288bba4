/** One open profile: its database, its news to the sync engine, its health. */
import { type Signal, signal } from '@preact/signals-core'
import { fitBase } from './base'
import { ProfileDb, profileDbName } from './db'
import { durable, StoreFailure } from './failures'
import type { OpRow } from './rows'
import type { Keys } from './sealing'

export type Health = 'ok' | 'blocked' | 'outdated' | 'quota' | 'connection'

/** What one action of a person did to the queue. */
export interface OpsChange {
  put: OpRow[]
  gone: string[]
}

export interface Store {
  readonly profileId: string
  readonly db: ProfileDb
  /** `blocked`: close other tabs; `outdated`: a newer version of the app runs in another tab, reload. */
  readonly health: Signal<Health>
  /** The lists are closed: what waits can be counted and sent, nothing is shown. */
  readonly locked: boolean
  /** Resolves once its database is open, or cannot be opened now (`health` says why). Nobody looks into it before: a query or
   * a transaction that waits for the opening beside others can fall out of its transaction (Dexie 4.4, in browsers). */
  opened(): Promise<void>
  /** Runs a whole transaction with the one retry that lost connections and full disks are given. The function handed to
   * Dexie's transaction() must itself be async: only then does Dexie follow native awaits inside it. */
  durable<T>(work: () => Promise<T>): Promise<T>
  /** Called after marks are on the disk, with what became of the ops. Returns how to stop listening. */
  onMarked(listener: (change: OpsChange) => void): () => void
  tellMarked(change: OpsChange): void
  close(): void
}

/** Without the person's data key the queue can be read and sent, and the lists stay closed. */
export function openProfile(profileId: string, keys: Keys): Store {
  const db = new ProfileDb(profileDbName(profileId), keys)
  const health = signal<Health>('ok')
  const listeners = new Set<(change: OpsChange) => void>()
  let isOpen = false
  let tellBlocked = () => {}
  const blocked = new Promise<void>((resolve) => {
    tellBlocked = resolve
  })
  // Another tab wants to upgrade: let go, or it waits for ever and this one writes into a schema that is about to go.
  db.on('versionchange', () => {
    health.value = 'outdated'
    db.close()
    return false
  })
  db.on('blocked', () => {
    health.value = 'blocked'
    tellBlocked()
  })
  db.on(
    'ready',
    // By the handle that is let through: everybody else waits until this is done.
    (opening) => {
      if (health.peek() === 'blocked') health.value = 'ok'
      return fitBase(opening as ProfileDb)
    },
    true,
  )
  return {
    profileId,
    db,
    health,
    locked: keys.data === null,
    async opened() {
      await Promise.race([blocked, db.open().catch(() => undefined)])
    },
    async durable(work) {
      if (!isOpen) {
        // What keeps it shut is told by the work itself.
        await db.open().catch(() => undefined)
        isOpen = true
      }
      return watched(db, health, work)
    },
    onMarked(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tellMarked(change) {
      for (const listener of listeners) listener(change)
    },
    close: () => db.close(),
  }
}

async function watched<T>(db: ProfileDb, health: Signal<Health>, work: () => Promise<T>): Promise<T> {
  try {
    const done = await durable(db, work, () => forgetAcked(db))
    if (health.peek() === 'quota' || health.peek() === 'connection') health.value = 'ok'
    return done
  } catch (error) {
    if (error instanceof StoreFailure && error.kind !== 'failed') health.value = error.kind
    throw error
  }
}

/** Answered ops and cached pages are a comfort, a new mark is not: they go first when the disk is full. */
async function forgetAcked(db: ProfileDb): Promise<boolean> {
  await db.transaction('rw', db.acked, db.remote, async () => {
    await db.remote.clear()
    await db.acked.clear()
  })
  return true
}
