/** Whose groups are "mine": those that this tablet worked with last, and those that it was told to carry. */
import { beforeEach, expect, it } from 'vitest'
import { readOwnGroups, recordMark, type Store, setSubscription } from '@/store'
import { isCarried } from '@/today/carried'
import { freshDisk, lesson, tablet, wish } from '../support/tablets'

let store: Store

beforeEach(async () => {
  freshDisk()
  store = await tablet(2)
  await store.db.sessions.bulkPut([
    { ...lesson(101), group: 31 },
    { ...lesson(102), group: 32 },
  ])
})

it('the one marked last comes first, and what the tablet carries follows', async () => {
  expect(await readOwnGroups(store)).toEqual([])
  await recordMark(store, { ...wish(1, 'late'), session: 101 })
  await recordMark(store, { ...wish(1, 'late'), session: 102 })
  await setSubscription(store, { groups: [31, 33], days_back: 1, days_ahead: 1 })
  expect(await readOwnGroups(store)).toEqual([32, 31, 33])
})

it('a day outside of what the tablet carries is not taken for one without sessions', () => {
  const kept = { groups: null, days_back: 7, days_ahead: 0 }
  const carried = (day: string) => isCarried(kept, day, '2026-03-02')
  expect(['2026-03-02', '2026-02-23'].map(carried)).toEqual([true, true])
  expect(['2026-02-22', '2026-03-03'].map(carried)).toEqual([false, false])
  expect(isCarried(null, '2020-01-01', '2026-03-02')).toBe(true)
})
