/** Leave over a period: one action, an ordinary mark in each session of the group that this tablet carries until that day. */
import { beforeEach, expect, test } from 'vitest'
import { aheadWords } from '@/marking/Leave'
import { markAhead, readAhead, readRoster, recordMark, type Store, setSubscription, undo } from '@/store'
import { freshDisk, LESSON, lesson, MINA, START, tablet, wish } from '../support/tablets'

const DAY = 86_400_000
const at = (days: number) => new Date(START + days * DAY).toISOString()
const later = (id: number, days: number, more: object = {}) => ({
  ...lesson(id),
  scheduled_start_at: at(days),
  scheduled_end_at: at(days),
  ...more,
})
/** The first moment after the third day. */
const UNTIL = Date.parse('2026-03-05T00:00:00Z')

let store: Store
beforeEach(async () => {
  freshDisk()
  store = await tablet()
  await store.db.sessions.bulkPut([
    later(101, 1),
    later(102, 2),
    later(103, 3),
    later(99, -1),
    later(500, 1, { group: 8 }),
  ])
})

const leave = (note = 'family') => ({
  ...{ session: LESSON, participant: 1, before: UNTIL, state: 'excused', note, marked_by: MINA, now: START },
})
const shown = async () =>
  Promise.all([99, 101, 102, 103].map(async (id) => (await readRoster(store, id))[0]?.state ?? null))

test('each session of the group until that day has a mark of its own, and no other has', async () => {
  const { ops, undo: token } = await markAhead(store, leave())
  expect(ops.map(({ session, kind, state, note }) => [session, kind, state, note])).toEqual([
    [101, 'mark', 'excused', 'family'],
    [102, 'mark', 'excused', 'family'],
  ])
  expect(new Set(ops.map((op) => op.op_id)).size).toBe(2)
  expect(await shown()).toEqual([null, 'excused', 'excused', null])
  expect(await undo(store, token, { marked_by: MINA, now: START + 9 })).toEqual({ undone: 2, skipped: 0 })
  expect(await shown()).toEqual([null, null, null, null])
  expect(await store.db.ops.count()).toBe(0)
})

test('what has been sent is taken back as well, and what was marked since stays', async () => {
  const { ops, undo: token } = await markAhead(store, leave())
  await store.db.ops.bulkPut(ops.map((op) => ({ ...op, sent: 1 })))
  await recordMark(store, { ...wish(1, 'present'), session: 102 })
  expect(await undo(store, token, { marked_by: MINA, now: START + 9 })).toEqual({ undone: 1, skipped: 1 })
  expect(await shown()).toEqual([null, null, 'present', null])
})

test('a mark that is there already stays, and is counted', async () => {
  await recordMark(store, { ...wish(1, 'present'), session: 102 })
  expect(await readAhead(store, LESSON, 1, UNTIL)).toMatchObject({ kept: 1, open: [{ id: 101 }] })
  await markAhead(store, leave())
  expect(await shown()).toEqual([null, 'excused', 'present', null])
})

test('what lies beyond what the tablet carries is said', async () => {
  const words = async (until: string) =>
    aheadWords(await readAhead(store, LESSON, 1, UNTIL), 'Excused', until, '2026-03-02')
  expect(await words('2026-03-04')).toBe(
    '2 sessions after this one will be marked Excused. What is planned for these days later on is not marked.',
  )
  await setSubscription(store, { groups: null, days_back: 1, days_ahead: 1 })
  expect(await words('2026-03-04')).toMatch(/until .*2026 only: what comes after that is not marked/)
  expect(await words('2026-03-03')).not.toContain('only')
})
