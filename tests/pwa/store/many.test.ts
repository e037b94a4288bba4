/** Many rows are read in few messages, whatever lies between them. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openProfile, type Store } from '@/store'
import { getMany } from '@/store/many'
import { freshDisk, KEYS, participant } from '../support/tablets'

let store: Store
beforeEach(() => {
  freshDisk()
  store = openProfile('1:7', KEYS)
})
afterEach(() => {
  vi.restoreAllMocks()
  store.close()
})

const span = (from: number, to: number, step = 1) =>
  Array.from({ length: Math.ceil((to - from) / step) }, (_, at) => from + at * step)

/** How many requests the database gets while this runs. */
async function requests(work: () => Promise<unknown>): Promise<number> {
  const names = ['get', 'getAll', 'openCursor', 'getAllRecords'] as const
  const spies = names
    .filter((name) => name in IDBObjectStore.prototype)
    .map((name) => vi.spyOn(IDBObjectStore.prototype, name as 'get'))
  await work()
  return spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0)
}

test.each([
  ['neighbours', span(1, 501), 3],
  ['one in three of a large organization', span(1, 2000, 3), 3],
  ['two classes far apart', [...span(1, 101), ...span(5000, 5101)], 3],
  ['hardly any of many', span(1, 5000, 100), 60],
  ['nobody', [], 0],
  ['the wrong way round, twice, and some who are not there', [...span(1, 60).reverse(), 7, 90_000, 0], 6],
])('%s: as bulkGet answers, in few requests', async (_name, ids, most) => {
  await store.db.participants.bulkPut(span(1, 6000).map(participant))
  const expected = await store.db.participants.bulkGet(ids)
  let found: unknown
  const asked = await requests(async () => {
    found = await getMany(store.db.participants, ids)
  })
  expect(found).toEqual(expected)
  expect(asked).toBeLessThanOrEqual(most)
})
