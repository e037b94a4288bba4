/** A disk that is full stops the marking until the person has settled what is not saved. */
import { type Signal, signal } from '@preact/signals'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMarking } from '@/marking/marking'
import { type Health, readRoster, type Store } from '@/store'
import { freshDisk, LESSON, MINA, START, tablet } from '../support/tablets'

// The page's address is read as soon as the app's parts are there.
vi.hoisted(() => vi.stubGlobal('location', { pathname: '/', search: '' }))

let store: Store
beforeEach(async () => {
  vi.stubGlobal('navigator', {})
  freshDisk()
  store = await tablet(3)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  store.close()
})

function full() {
  return vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
}

const begin = () =>
  createMarking({
    ...{ store, session: LESSON, userId: MINA },
    now: () => START,
    states: signal([]),
  })

test('it is said although something smaller found room before the mark was heard to have failed', async () => {
  const marking = begin()
  const [row] = await readRoster(store, LESSON)
  full()
  const health = store.health as Signal<Health>
  health.subscribe((now) => {
    if (now === 'quota') health.value = 'ok'
  })
  if (row) await marking.mark(row, 'late')
  expect(store.health.value).toBe('ok')
  expect(marking.full.value).toBe(true)
})

test('it stays said when something smaller finds room, and until it is tried again or given up', async () => {
  const marking = begin()
  const rows = await readRoster(store, LESSON)
  const disk = full()
  const [row] = rows
  if (row) await marking.mark(row, 'late')
  expect(marking.full.value).toBe(true)
  disk.mockRestore()
  await store.durable(async () => store.db.meta.count())
  expect(store.health.value).toBe('ok')
  expect(marking.full.value).toBe(true)
  await marking.retry(rows)
  expect(marking.full.value).toBe(false)
  expect(await store.db.ops.count()).toBe(1)
})
