/** A session that was begun on the spot by mistake is taken back whole, before and after it was sent, or stays whole. */

import { effect } from '@preact/signals-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  beginOnTheSpot,
  endSession,
  readAhead,
  readElsewhere,
  readRoster,
  readSessions,
  readStatus,
  reasonInWords,
  recordMark,
  recordWalkIn,
  takeBatch,
  undo,
  undoStackOf,
  watchSession,
} from '@/store'
import { readSent } from '@/store/queue'
import { type Rig, rig } from '../support/engine'
import { CLASS, LESSON, MINA, START } from '../support/tablets'

const HOUR = 3_600_000
const NUMBER = 301
let here: Rig
beforeEach(async () => {
  here = await rig()
  await here.sync.syncNow()
})
afterEach(() => here.close())

const by = () => ({ marked_by: MINA, now: here.time.now() })
const begin = () =>
  beginOnTheSpot(here.store, {
    ...{ group: CLASS, name: 'By mistake', starts_at: START, ends_at: START + HOUR },
    ...by(),
  })
const spot = async () => {
  const day = [START - HOUR, START + HOUR].map((ms) => new Date(ms).toISOString()) as [string, string]
  return (await readSessions(here.store, ...day)).find((row) => row.name === 'By mistake')
}
const mark = (session: number, state: string | null) =>
  recordMark(here.store, { session, participant: 1, state, ...by() })
const gone = async () => {
  expect(await here.store.db.ops.count()).toBe(0)
  expect(await here.store.db.attention.count()).toBe(0)
  expect(await spot()).toBeUndefined()
  expect(await here.store.db.sessions.where('group').equals(CLASS).primaryKeys()).toEqual([LESSON])
}
const lose = async (what: 'lose request' | 'lose response') => {
  here.server.fault = () => what
  await here.sync.syncNow()
  here.server.fault = () => null
}
const DONE = { undone: 1, skipped: 0 }
const STAYS = { undone: 0, skipped: 1 }

test('before it was sent it vanishes, and nothing is ever sent of it', async () => {
  const begun = await begin()
  expect(await undo(here.store, begun.undo, by())).toEqual(DONE)
  await here.sync.syncNow()
  await gone()
  expect(here.server.syncs.flatMap((one) => one.ops)).toEqual([])
})

test('after it was sent it is on no screen from that moment, and then gone from the server', async () => {
  const begun = await begin()
  await here.sync.syncNow()
  const own = { session: LESSON, participant: 1, now: START + 60_000, present: new Set(['present']) }
  await mark(NUMBER, 'present')
  expect(await readElsewhere(here.store, own)).toHaveLength(1)
  await mark(NUMBER, null)
  await here.sync.syncNow()
  expect(await undo(here.store, begun.undo, by())).toEqual(DONE)
  expect(await spot()).toBeUndefined()
  expect(await readRoster(here.store, NUMBER)).toEqual([])
  expect(await readElsewhere(here.store, own)).toEqual([])
  expect((await readAhead(here.store, LESSON, 1, START + 24 * HOUR)).open).toEqual([])
  const watched = watchSession(here.store, NUMBER)
  const seen: unknown[] = []
  const stop = effect(() => void seen.push(watched.value))
  await expect.poll(() => seen.at(-1)).toBeNull()
  stop()
  await here.sync.syncNow()
  await gone()
  expect(here.server.feed.get(`session ${NUMBER}`)).toMatchObject({ deleted: true })
})

test.each(['lose request', 'lose response'] as const)(
  '%s: nobody knows whether it arrived, and it goes',
  async (what) => {
    const begun = await begin()
    await lose(what)
    expect(await undo(here.store, begun.undo, by())).toEqual(DONE)
    expect(await spot()).toBeUndefined()
    // The answer to the wish may be lost as well.
    await lose('lose response')
    await here.pass(600_000)
    await here.sync.syncNow()
    await gone()
  },
)

test('its start that was not sent yet is never sent', async () => {
  const begun = await begin()
  await takeBatch(here.store, () => ({ maxOps: 1, maxBytes: 200_000 }), 'b-1')
  await undo(here.store, begun.undo, by())
  const kinds = (await here.store.db.ops.orderBy('seq_no').toArray()).map((op) => op.kind)
  expect(kinds).toEqual(['session_create', 'session_undo'])
})

test('with a mark, a guest or an end it stays as it is, sent or not', async () => {
  const marked = await begin()
  await mark(marked.session, 'present')
  expect(await undo(here.store, marked.undo, by())).toEqual(STAYS)
  expect(await spot()).toMatchObject({ status: 'in_progress', marked: 1 })
  await here.sync.syncNow()
  expect(await undo(here.store, marked.undo, by())).toEqual(STAYS)
  await mark(NUMBER, null)
  // Cleared here and not yet there: the wish goes behind it.
  expect(await undo(here.store, marked.undo, by())).toEqual(DONE)
  await here.sync.syncNow()
  await gone()
  const guest = await begin()
  await recordWalkIn(here.store, {
    session: guest.session,
    first_name: 'Zoe',
    last_name: '',
    state: 'late',
    ...by(),
  })
  expect(await undo(here.store, guest.undo, by())).toEqual(STAYS)
  const ended = await begin()
  await endSession(here.store, { session: ended.session, ...by() })
  expect(await undo(here.store, ended.undo, by())).toEqual(STAYS)
})

test('what others did in it meanwhile keeps it: it is on the screen again, with the reason', async () => {
  const begun = await begin()
  await here.sync.syncNow()
  here.server.write(`${NUMBER}:2`, 'absent')
  expect(await undo(here.store, begun.undo, by())).toEqual(DONE)
  await here.sync.syncNow()
  expect(await spot()).toMatchObject({ id: NUMBER, marked: 1 })
  expect(await readStatus(here.store)).toMatchObject({ refused: 1 })
  const [line] = await here.store.db.attention.toArray()
  expect(reasonInWords('rejected', line?.reason ?? null, null)).toContain('holds marks')
})

test('nothing of the session is under way when the wish leaves', async () => {
  const begun = await begin()
  await here.sync.syncNow()
  await mark(NUMBER, 'present')
  await here.sync.syncNow()
  await mark(NUMBER, null)
  const all = { maxOps: 500, maxBytes: 200_000 }
  expect((await takeBatch(here.store, () => all, 'b-1')).ops).toHaveLength(1)
  await undo(here.store, begun.undo, by())
  expect((await takeBatch(here.store, () => all, 'b-2')).ops).toEqual([])
})

test('the list of what was sent says that the whole session was taken back', async () => {
  const begun = await begin()
  await here.sync.syncNow()
  await undo(here.store, begun.undo, by())
  await here.sync.syncNow()
  const kinds = (await readSent(here.store)).marks.map((one) => one.kind)
  expect(kinds.sort()).toEqual(['session_create', 'session_start', 'session_taken_back'])
})

test('the last actions follow the session to its number', async () => {
  const begun = await begin()
  const first = { label: 'begun', token: begun.undo }
  undoStackOf(here.store, begun.session).push(first)
  await here.sync.syncNow()
  const later = undoStackOf(here.store, NUMBER)
  later.push({ label: 'marked', token: (await mark(NUMBER, 'present')).undo })
  await here.pass(10)
  expect(later.all.value.map((one) => one.label)).toEqual(['begun', 'marked'])
  expect(undoStackOf(here.store, begun.session)).toBe(later)
})
