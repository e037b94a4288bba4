/** What stands beside the names of a roster, and what of a roster is made anew. */
import { effect } from '@preact/signals-core'
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest'
import {
  type Live,
  type RosterRow,
  recentBook,
  recordMark,
  type Store,
  undo,
  watchInnerGroups,
  watchRoster,
} from '@/store'
import { byKey } from '@/store/roster-keys'
import { CLASS, freshDisk, LESSON, lesson, MINA, record, tablet, wish } from '../support/tablets'

let store: Store
const stops: (() => void)[] = []
beforeEach(async () => {
  freshDisk()
  store = await tablet(5)
})
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

/** Everything that a screen would have been given. */
function looks<T>(signal: Live<T>): T[] {
  const seen: T[] = []
  stops.push(effect(() => void seen.push(signal.value)))
  return seen
}

async function addLesson(id: number, day: string, group = CLASS): Promise<void> {
  await store.db.sessions.put({ ...lesson(id), group, scheduled_start_at: `2026-02-${day}T08:00:00Z` })
}

describe('the sessions before', () => {
  beforeEach(async () => {
    for (const [id, day] of [
      [91, '21'],
      [92, '22'],
      [93, '23'],
      [94, '24'],
      [95, '25'],
    ] as const)
      await addLesson(id, day)
    await addLesson(96, '26', 77)
  })

  it('are the last four of this group, oldest first, with what waits here over what the server said', async () => {
    const marks = [record(2, 'late', 50, { session: 92 }), record(2, 'absent', 51, { session: 94 })]
    await store.db.presence_records.bulkPut(marks.map((row) => ({ ...row, key: `${row.session}:2` })))
    await recordMark(store, { ...wish(2, 'excused'), session: 94 })
    const book = recentBook(store, LESSON)
    const [mine, other] = [book.of(2), book.of(3)]
    await vi.waitFor(() => expect(mine.value.length).toBe(4))
    expect(mine.value.map(({ session, state }) => [session, state])).toEqual([
      [92, 'late'],
      [93, null],
      [94, 'excused'],
      [95, null],
    ])
    expect(other.value).toEqual([])
  })

  it('of those who are painted together are read together', async () => {
    const reads = vi.spyOn(store.db.sessions, 'where')
    const book = recentBook(store, LESSON)
    await store.db.presence_records.put({ ...record(5, 'late', 50, { session: 95 }), key: '95:5' })
    const pages = [1, 2, 3, 4, 5].map((id) => book.of(id))
    await vi.waitFor(() => expect(pages[4]?.value.at(-1)?.state).toBe('late'))
    expect(reads).toHaveBeenCalledTimes(1)
  })
})

it('knows the groups inside by their names, however deep, and forgets the retired', async () => {
  const group = (id: number, parent: number | null, name: string, is_active = true) => ({
    id,
    parent,
    name,
    group_type: 'class',
    is_active,
    version: id,
  })
  await store.db.groups.bulkPut([
    group(31, CLASS, 'B'),
    group(32, 31, 'A'),
    group(33, CLASS, 'Old', false),
    group(34, null, 'Elsewhere'),
  ])
  const link = (id: number, inside: number, person: number) => ({
    id,
    group: inside,
    participant: person,
    joined_at: '2026-01-01',
    version: id,
  })
  await store.db.group_memberships.bulkPut([
    link(1, 31, 1),
    link(2, 32, 1),
    link(3, 31, 2),
    link(4, 33, 3),
    link(5, 34, 4),
  ])
  const seen = looks(watchInnerGroups(store, LESSON))
  await vi.waitFor(() => expect(Object.fromEntries(seen.at(-1) ?? [])).toEqual({ 1: 'A', 2: 'B' }))
})

describe('rows by key', () => {
  const op = (key: string, state: string, count = 0) => ({ key, state, edits: { count, earlier: [] } })

  it('keep the lists in which nothing changed, also after all was read again', () => {
    const before = byKey([op('1:1', 'present'), op('1:2', 'late'), op('1:3', 'late')])
    const again = byKey(
      [op('1:1', 'present'), op('1:2', 'late', 1), op('1:3', 'late'), op('1:3', 'absent')],
      before,
    )
    expect(again.get('1:1')).toBe(before.get('1:1'))
    expect(again.get('1:2')).not.toBe(before.get('1:2'))
    expect(again.get('1:3')).toHaveLength(2)
  })
})

test('a roster that was read again and says the same is not painted again', async () => {
  await recordMark(store, wish(1, 'present'))
  const seen = looks(watchRoster(store, LESSON))
  await vi.waitFor(() => expect(seen.at(-1)?.length).toBe(5))
  const before = seen.at(-1) as RosterRow[]
  const reads = vi.spyOn(store.db.ops, 'where')
  // Written as it was: the table tells of a change, and there is none.
  const op = await store.db.ops.toCollection().first()
  if (op) await store.db.ops.put(op)
  await vi.waitFor(() => expect(reads).toHaveBeenCalled())
  await recordMark(store, wish(2, 'late'))
  await vi.waitFor(() => expect(seen.at(-1)?.[1]?.state).toBe('late'))
  expect(seen.at(-1)?.[0]).toBe(before[0])
  expect(seen.filter((rows) => rows.length === 5).length).toBe(2)
})

test('what was taken back while a reading waited does not come back with it', async () => {
  const seen = looks(watchRoster(store, LESSON))
  await vi.waitFor(() => expect(seen.at(-1)?.length).toBe(5))
  for (const id of [1, 2, 3]) await recordMark(store, wish(id, 'present'))
  const last = await recordMark(store, wish(4, 'present'))
  await undo(store, last.undo, { marked_by: MINA, now: 5 })
  const states = () => seen.at(-1)?.map((row) => row.state)
  await vi.waitFor(() => expect(states()).toEqual(['present', 'present', 'present', null, null]), 3000)
})
