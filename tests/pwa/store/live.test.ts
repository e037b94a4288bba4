/** What a screen sees: signals that follow the tables and rows that stay themselves. */
import { effect } from '@preact/signals-core'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  type Live,
  recordMark,
  recordMarks,
  type Store,
  watchConflicts,
  watchRoster,
  watchRosterView,
  watchSessions,
  watchStates,
  watchStatus,
} from '@/store'
import { freshDisk, LESSON, participant, record, tablet, wish } from '../support/tablets'

let store: Store
const stops: (() => void)[] = []
beforeEach(async () => {
  freshDisk()
  store = await tablet(500)
})
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  vi.restoreAllMocks()
})

/** Looks at a signal as a screen does. */
function look<T>(signal: Live<T>): { readonly now: T; paints: number } {
  const seen = { now: signal.value, paints: 0 }
  stops.push(
    effect(() => {
      seen.now = signal.value
      seen.paints += 1
    }),
  )
  return seen
}

test('a tap changes one row object of 500; the others stay the same', async () => {
  const roster = look(watchRoster(store, LESSON))
  await vi.waitFor(() => expect(roster.now.length).toBe(500))
  const before = roster.now
  await recordMark(store, wish(7, 'present'))
  await vi.waitFor(() => expect(roster.now[6]?.state).toBe('present'))
  const changed = roster.now.filter((row, at) => row !== before[at])
  expect(changed.map((row) => row.participant.id)).toEqual([7])
})

test('a tap re-reads the waiting ops, not the people and not the records', async () => {
  const roster = look(watchRoster(store, LESSON))
  await vi.waitFor(() => expect(roster.now.length).toBe(500))
  const people = vi.spyOn(store.db.participants, 'bulkGet')
  const records = vi.spyOn(store.db.presence_records, 'where')
  await recordMark(store, wish(7, 'present'))
  await vi.waitFor(() => expect(roster.now[6]?.where).toBe('waiting'))
  expect(people).not.toHaveBeenCalled()
  expect(records).not.toHaveBeenCalled()
})

test('what this page saved is shown before the queue has been read again', async () => {
  const roster = look(watchRoster(store, LESSON))
  await vi.waitFor(() => expect(roster.now.length).toBe(500))
  await recordMark(store, wish(7, 'present'))
  expect(roster.now[6]).toMatchObject({ state: 'present', where: 'waiting' })
  await recordMark(store, wish(7, null))
  expect(roster.now[6]).toMatchObject({ state: null, where: 'unmarked' })
})

test('taps in a row are shown each at once and read again together', async () => {
  const roster = look(watchRoster(store, LESSON))
  await vi.waitFor(() => expect(roster.now.length).toBe(500))
  const reads = vi.spyOn(store.db.ops, 'where')
  for (let person = 1; person <= 5; person += 1) {
    await recordMark(store, wish(person, 'present'))
    expect(roster.now[person - 1]).toMatchObject({ state: 'present', where: 'waiting' })
  }
  const ofRoster = () => reads.mock.calls.filter(([index]) => String(index) === 'session').length
  expect(ofRoster()).toBe(0)
  await vi.waitFor(() => expect(ofRoster()).toBe(1))
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect([ofRoster(), roster.now.filter((row) => row.state === 'present').length]).toEqual([1, 5])
})

test('what could not be saved is never shown', async () => {
  const roster = look(watchRoster(store, LESSON))
  await vi.waitFor(() => expect(roster.now.length).toBe(500))
  const before = roster.paints
  vi.spyOn(store.db.ops, 'bulkPut').mockRejectedValue(new Error('no'))
  await expect(recordMark(store, wish(7, 'present'))).rejects.toThrow()
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(roster.paints).toBe(before)
})

test('a roster says whether it has been read', async () => {
  const view = look(watchRosterView(store, 999))
  expect(view.now).toEqual({ loaded: false, rows: [] })
  await vi.waitFor(() => expect(view.now).toEqual({ loaded: true, rows: [] }))
})

test('people with a mark are shown even when they are not members', async () => {
  const roster = look(watchRoster(store, LESSON))
  await vi.waitFor(() => expect(roster.now.length).toBe(500))
  await store.db.presence_records.put({ ...record(900, 'late', 70), key: '100:900' })
  await vi.waitFor(() => expect(roster.now.length).toBe(501))
  expect(roster.now.find((row) => row.participant.id === 900)?.participant.last_name).toBe('#900')
  await store.db.participants.put({ ...participant(900), last_name: 'Walker' })
  await vi.waitFor(() =>
    expect(roster.now.find((row) => row.participant.id === 900)?.participant.last_name).toBe('Walker'),
  )
})

// What takes long to read is read seldom: a machine that is busy elsewhere makes a second of it.
const eventually = (look: () => void) => vi.waitFor(look, { timeout: 5_000 })

test('today: sessions between two times with how far they are', async () => {
  const today = look(watchSessions(store, '2026-03-02T00:00:00Z', '2026-03-03T00:00:00Z'))
  const tomorrow = look(watchSessions(store, '2026-03-03T00:00:00Z', '2026-03-04T00:00:00Z'))
  await eventually(() =>
    expect(today.now.sessions).toMatchObject([{ id: LESSON, members: 500, marked: 0, group_name: '5A' }]),
  )
  await recordMarks(store, [wish(1, 'present'), wish(2, 'late')])
  await eventually(() => expect(today.now.sessions).toMatchObject([{ marked: 2, waiting: 2 }]))
  await eventually(() => expect(tomorrow.now).toEqual({ loaded: true, sessions: [] }))
})

test('a session counts who stands on its roster: no inactive member, and whoever else has a mark', async () => {
  const today = look(watchSessions(store, '2026-03-02T00:00:00Z', '2026-03-03T00:00:00Z'))
  await store.db.participants.put({ ...participant(3), is_active: false })
  await store.db.presence_records.put({ ...record(900, 'late', 70), key: '100:900' })
  await eventually(() => expect(today.now.sessions).toMatchObject([{ members: 500, marked: 1 }]))
  await store.db.presence_records.put({ ...record(3, 'late', 71), key: '100:3' })
  await eventually(() => expect(today.now.sessions).toMatchObject([{ members: 501, marked: 2 }]))
})

test('the status counts what waits', async () => {
  const status = look(watchStatus(store))
  await recordMarks(store, [wish(1, 'present'), wish(2, 'late')])
  await vi.waitFor(() => expect(status.now).toMatchObject({ waiting: 2, sending: 0, phase: 'idle' }))
})

test('states come in their order, conflicts with their people', async () => {
  const states = look(watchStates(store))
  const conflicts = look(watchConflicts(store, { open: true }))
  const state = {
    domain: 'school',
    label: '',
    color: '',
    is_default: false,
    is_active: true,
    is_offered: true,
    counts_as: 'other' as const,
    version: 1,
  }
  await store.db.presence_states.bulkPut([
    { ...state, id: 1, code: 'late', sort_order: 2 },
    { ...state, id: 2, code: 'present', sort_order: 1 },
  ])
  const conflict = { id: 5, session: LESSON, participant: 3, key: '100:3', open: 1, version: 9 }
  await store.db.sync_conflicts.put(conflict as Parameters<typeof store.db.sync_conflicts.put>[0])
  await vi.waitFor(() => expect(states.now.map((one) => one.code)).toEqual(['present', 'late']))
  await vi.waitFor(() =>
    expect(conflicts.now.conflicts).toMatchObject([{ id: 5, participantRow: { id: 3 } }]),
  )
})

test('a signal nobody looks at does not query', async () => {
  const roster = watchRoster(store, LESSON)
  const stop = effect(() => void roster.value)
  await vi.waitFor(() => expect(roster.peek().length).toBe(500))
  stop()
  const ops = vi.spyOn(store.db.ops, 'where')
  await recordMark(store, wish(7, 'present'))
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(ops.mock.calls.filter(([index]) => String(index) === 'session')).toEqual([])
})
