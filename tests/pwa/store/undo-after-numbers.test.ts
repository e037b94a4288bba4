/** Undo of an action from before a session or a person had a number: what comes back is about the same session and person. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { beginOnTheSpot, readRoster, recordMark, recordWalkIn, undo } from '@/store'
import { type Rig, rig } from '../support/engine'
import { CLASS, LESSON, MINA, START } from '../support/tablets'

const NUMBER = 301
let here: Rig
beforeEach(async () => {
  here = await rig()
  await here.sync.syncNow()
})
afterEach(() => here.close())

const by = () => ({ marked_by: MINA, now: here.time.now() })
const mark = (session: number, participant: number, state: string | null) =>
  recordMark(here.store, { session, participant, state, ...by() })
const shown = async (session: number, participant: number) =>
  (await readRoster(here.store, session)).find((row) => row.participant.id === participant)?.state
const later = async () => {
  await here.pass(600_000)
  await here.sync.syncNow()
}

test('I11: a mark that is brought back after its session got a number stands there, and the next one builds upon it', async () => {
  const plan = { group: CLASS, name: 'On the spot', starts_at: START, ends_at: START + 3_600_000 }
  const { session } = await beginOnTheSpot(here.store, { ...plan, ...by() })
  await mark(session, 1, 'present')
  const cleared = await mark(session, 1, null)
  await here.sync.syncNow()
  await undo(here.store, cleared.undo, by())
  expect(await shown(NUMBER, 1)).toBe('present')
  await mark(NUMBER, 1, 'late')
  await later()
  expect(here.server.conflicts.size).toBe(0)
  expect(here.server.heads.get(`${NUMBER}:1`)?.record?.presence_state).toBe('late')
  expect(await here.store.db.ops.count()).toBe(0)
})

test('I11: a mark that is brought back after its guest got a number is the guest’s', async () => {
  const guest = await recordWalkIn(here.store, {
    ...{ session: LESSON, first_name: 'Zoe', last_name: '', state: 'late' },
    ...by(),
  })
  const cleared = await mark(LESSON, guest.participant, null)
  await here.sync.syncNow()
  const { people } = here.server
  await undo(here.store, cleared.undo, by())
  expect(await shown(LESSON, people)).toBe('late')
  await mark(LESSON, people, 'present')
  await later()
  expect(here.server.conflicts.size).toBe(0)
  expect(here.server.heads.get(`${LESSON}:${people}`)?.record?.presence_state).toBe('present')
})
