/** The disk has it, and the browser loses the connection before it can say so: what is done once more is done once. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { beginOnTheSpot, readRoster, recordMark, recordWalkIn, startSession, undo } from '@/store'
import { type Rig, rig } from '../support/engine'
import { CLASS, LESSON, MINA, START } from '../support/tablets'

let here: Rig
beforeEach(async () => {
  here = await rig()
  await here.sync.syncNow()
})
afterEach(() => here.close())

const by = () => ({ marked_by: MINA, now: here.time.now() })

/** The next transaction is kept, and ends with what browsers say when they lose their database. */
function loseTheNextWord(): void {
  const { db } = here.store
  const bare = db.transaction
  db.transaction = (async (...given: Parameters<typeof bare>) => {
    db.transaction = bare
    await bare.apply(db, given)
    throw new DOMException('Connection to Indexed Database server lost.', 'UnknownError')
  }) as unknown as typeof bare
}
const kinds = async () => (await here.store.db.ops.orderBy('seq_no').toArray()).map((op) => op.kind)

test('I23: one session is begun, and it is the one that the page goes to', async () => {
  loseTheNextWord()
  const plan = { group: CLASS, name: 'On the spot', starts_at: START, ends_at: START + 3_600_000 }
  const begun = await beginOnTheSpot(here.store, { ...plan, ...by() })
  expect(await kinds()).toEqual(['session_create', 'session_start'])
  expect(await here.store.db.sessions.get(begun.session)).toMatchObject({ name: 'On the spot' })
  expect(await undo(here.store, begun.undo, by())).toEqual({ undone: 1, skipped: 0 })
})

test('I23: one person walks in, marked once, and the way back is there', async () => {
  loseTheNextWord()
  const who = { session: LESSON, first_name: 'Zoe', last_name: '', state: 'late' }
  const guest = await recordWalkIn(here.store, { ...who, ...by() })
  expect(await kinds()).toEqual(['walk_in', 'mark'])
  const rows = await readRoster(here.store, LESSON)
  expect(rows.filter((row) => row.participant.first_name === 'Zoe')).toHaveLength(1)
  expect(rows.find((row) => row.participant.id === guest.participant)?.state).toBe('late')
  await undo(here.store, guest.undo, by())
  expect(await kinds()).toEqual([])
})

test('I23: a mark and a start are said once', async () => {
  loseTheNextWord()
  const marked = await recordMark(here.store, { session: LESSON, participant: 1, state: 'late', ...by() })
  expect(marked.undo.entries).toHaveLength(1)
  loseTheNextWord()
  const again = await recordMark(here.store, { session: LESSON, participant: 1, state: 'absent', ...by() })
  expect(again.ops.map((op) => [op.state, op.edits.count])).toEqual([['absent', 1]])
  loseTheNextWord()
  await startSession(here.store, { session: LESSON, ...by() })
  expect(await kinds()).toEqual(['mark', 'session_start'])
})
