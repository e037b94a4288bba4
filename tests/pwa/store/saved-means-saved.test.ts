/** I23, store side: what was called saved is there after the process died; what could not be written was never called saved. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openProfile, readStatus, recordMark, recordMarks, StoreFailure } from '@/store'
import { freshDisk, KEYS, START, tablet, wish } from '../support/tablets'

beforeEach(() => void freshDisk())
afterEach(() => vi.restoreAllMocks())

const failing = (name: string) => Object.assign(new Error(name), { name })

test('I23: a saved mark is there after the page died without closing anything', async () => {
  const store = await tablet()
  await recordMark(store, wish(1, 'present'))
  // No close: the next page opens the same disk.
  const next = openProfile('1:7', KEYS)
  expect(await next.db.ops.toArray()).toMatchObject([{ key: '100:1', state: 'present', status: 'queued' }])
})

/** Watches every transaction of the tablet opened next. */
const watchTransactions = () => {
  const original = IDBDatabase.prototype.transaction
  const complete = vi.fn()
  const asked = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
    this: IDBDatabase,
    ...given
  ) {
    const transaction = original.apply(this, given)
    transaction.addEventListener('complete', complete)
    return transaction
  })
  return { asked, complete }
}

test('I23: recordMark resolves only after its transaction completed', async () => {
  const { complete } = watchTransactions()
  const store = await tablet()
  complete.mockClear()
  await recordMark(store, wish(1, 'present')).then(() => expect(complete).toHaveBeenCalled())
})

test('I23: every write asks for strict durability', async () => {
  const { asked } = watchTransactions()
  const store = await tablet()
  asked.mockClear()
  await recordMark(store, wish(1, 'present'))
  const writes = asked.mock.calls.filter(([, mode]) => mode === 'readwrite')
  expect(writes.map(([, , options]) => options)).toEqual([{ durability: 'strict' }])
})

test('I23: op and counters are stored together or not at all', async () => {
  const store = await tablet()
  vi.spyOn(store.db.meta, 'put').mockRejectedValueOnce(failing('AbortError'))
  await expect(recordMark(store, wish(1, 'present'))).rejects.toBeInstanceOf(StoreFailure)
  expect(await store.db.ops.count()).toBe(0)
  expect(await store.db.meta.get('device')).toBeUndefined()
})

test('I23: a full disk is an error of its own and nothing is called saved', async () => {
  const store = await tablet()
  vi.spyOn(store.db.ops, 'bulkPut').mockRejectedValue(failing('QuotaExceededError'))
  const heard = vi.fn()
  store.onMarked(heard)
  await expect(recordMark(store, wish(1, 'present'))).rejects.toMatchObject({ kind: 'quota' })
  expect(store.health.value).toBe('quota')
  expect(heard).not.toHaveBeenCalled()
  vi.restoreAllMocks()
  expect((await readStatus(store)).waiting).toBe(0)
  await recordMark(store, wish(1, 'present'))
  expect(store.health.value).toBe('ok')
})

test('a full disk first gives up answered ops and cached pages, then the mark is saved', async () => {
  const store = await tablet()
  await store.db.remote.put({ key: 'audit', value: [], saved_at: START })
  vi.spyOn(store.db.ops, 'bulkPut').mockRejectedValueOnce(failing('QuotaExceededError'))
  await recordMark(store, wish(1, 'present'))
  expect(await store.db.ops.count()).toBe(1)
  expect(await store.db.remote.count()).toBe(0)
})

test('a lost connection is opened again once, then the mark is saved', async () => {
  const store = await tablet()
  vi.spyOn(store.db.ops, 'bulkPut').mockRejectedValueOnce(failing('UnknownError'))
  await recordMark(store, wish(1, 'present'))
  expect(await store.db.ops.count()).toBe(1)
})

test('a connection that stays lost is said, not swallowed', async () => {
  const store = await tablet()
  vi.spyOn(store.db.ops, 'bulkPut').mockRejectedValue(failing('InvalidStateError'))
  await expect(recordMarks(store, [wish(1, 'present')])).rejects.toMatchObject({ kind: 'connection' })
  expect(store.health.value).toBe('connection')
})

test('a newer schema in another tab closes this one and says so', async () => {
  const store = await tablet()
  const { db } = store
  const name = db.name
  const request = indexedDB.open(name, 1000)
  await new Promise((resolve, reject) => {
    request.onsuccess = resolve
    request.onerror = reject
  })
  expect(store.health.value).toBe('outdated')
  request.result.close()
})
