/** What can go wrong with the tablet's storage, in three words the screens understand, and the one retry that is allowed. */

import type Dexie from 'dexie'
import { t } from '../base/text'

export type FailureKind = 'quota' | 'connection' | 'failed'

/** Nothing was saved. */
export class StoreFailure extends Error {
  readonly kind: FailureKind
  constructor(kind: FailureKind, cause: unknown) {
    super(MESSAGES[kind](), { cause })
    this.name = 'StoreFailure'
    this.kind = kind
  }
}

const MESSAGES: Record<FailureKind, () => string> = {
  quota: () => t('This tablet is out of storage space. The mark was not saved.'),
  connection: () =>
    t('The tablet lost its storage. The mark was not saved; close the app and open it again.'),
  failed: () => t('The mark was not saved.'),
}

// Browsers lose the connection to their own database after a pause in the background; opening again helps.
const LOST = new Set(['UnknownError', 'InvalidStateError', 'DatabaseClosedError', 'OpenFailedError'])

function names(error: unknown): string[] {
  const found: string[] = []
  for (
    let at = error as { name?: string; inner?: unknown } | undefined, deep = 0;
    at && deep < 4;
    deep += 1
  ) {
    if (typeof at.name === 'string') found.push(at.name)
    at = at.inner as typeof at
  }
  return found
}

export const kindOf = (error: unknown): FailureKind => {
  const all = names(error)
  if (all.includes('QuotaExceededError')) return 'quota'
  return all.some((name) => LOST.has(name)) ? 'connection' : 'failed'
}

/** Runs a whole transaction; on a lost connection once more after reopening, on a full disk once more after `makeRoom`. */
export async function durable<T>(
  db: Dexie,
  work: () => Promise<T>,
  makeRoom?: () => Promise<boolean>,
): Promise<T> {
  const before = timesReopened(db)
  try {
    return await work()
  } catch (error) {
    const kind = kindOf(error)
    if (kind === 'connection') return again(db, before, work)
    if (kind === 'quota' && makeRoom && (await makeRoom().catch(() => false))) return last(work)
    throw new StoreFailure(kind, error)
  }
}

async function again<T>(db: Dexie, before: number, work: () => Promise<T>): Promise<T> {
  try {
    await reopen(db, before)
  } catch (error) {
    throw new StoreFailure('connection', error)
  }
  return last(work)
}

const reopenings = new WeakMap<Dexie, { times: number; open: Promise<unknown> }>()
const timesReopened = (db: Dexie): number => reopenings.get(db)?.times ?? 0

/** One for all that lost the connection together: a second closing would end the work of whoever was faster.
 * @param before how often it had been opened anew when the work began */
function reopen(db: Dexie, before: number): Promise<unknown> {
  const known = reopenings.get(db)
  if (known && known.times > before) return known.open
  db.close({ disableAutoOpen: false })
  const open = Promise.resolve(db.open())
  reopenings.set(db, { times: before + 1, open })
  return open
}

async function last<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw new StoreFailure(kindOf(error), error)
  }
}
