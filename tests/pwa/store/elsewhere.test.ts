/** Complaint 27: whoever is marked present here while they stand as present in another session that is on, is told of; nothing
 * changes there. */
import { beforeEach, expect, test } from 'vitest'
import { endSession, readElsewhere, recordMark, type Store, startSession } from '@/store'
import { freshDisk, LESSON, lesson, MINA, record, START, tablet, wish } from '../support/tablets'

const ROOM = 101
const present = new Set(['present', 'late'])
let store: Store
beforeEach(async () => {
  freshDisk()
  store = await tablet()
  await store.db.sessions.put({ ...lesson(ROOM), name: 'Other room' })
})

const ask = async (now = START + 60_000) =>
  (await readElsewhere(store, { session: LESSON, participant: 1, now, present })).map((row) => row.name)
const there = (state: string) => recordMark(store, { ...wish(1, state), session: ROOM })

test('who stands as present in a session that is on is found, marked here or told by the server', async () => {
  expect(await ask()).toEqual([])
  await store.db.presence_records.put({ ...record(1, 'late', 40, { session: ROOM }), key: `${ROOM}:1` })
  expect(await ask()).toEqual(['Other room'])
  await there('absent')
  expect(await ask()).toEqual([])
  await there('present')
  expect(await ask()).toEqual(['Other room'])
})

test('what has ended, or is not on yet, is no other place', async () => {
  await there('present')
  expect(await ask(START - 3_600_000)).toEqual([])
  expect(await ask(START + 2 * 3_600_000)).toEqual([])
  const deed = { session: ROOM, marked_by: MINA, now: START }
  await startSession(store, deed)
  expect(await ask(START + 2 * 3_600_000)).toEqual(['Other room'])
  await endSession(store, deed)
  expect(await ask()).toEqual([])
})

test('a mark in this session alone is no second place', async () => {
  await recordMark(store, wish(1, 'present'))
  expect(await ask()).toEqual([])
})
