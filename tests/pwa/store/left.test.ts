/** A mark that is not settled says whom it meant and in which session, also once both have left the tablet. */
import { beforeEach, expect, test } from 'vitest'
import type { Change, OpResult, SyncReply } from '@/base/wire'
import { applyReply, dismiss, readRoster, recordMark, releaseBatch, type Store, takeBatch } from '@/store'
import { readQueue } from '@/store/queue'
import { freshDisk, LESSON, lesson, participant, START, tablet, wish } from '../support/tablets'

let store: Store
beforeEach(async () => {
  freshDisk()
  store = await tablet()
})

const reply = (more: Partial<SyncReply>): SyncReply => ({
  protocol: 1,
  min_protocol: 1,
  epoch: 'e1',
  server_time: START,
  register_anew: false,
  limits: { max_ops: 500, max_bytes: 262144, max_changes: 1000 },
  backoff: 0,
  notice: null,
  results: [],
  changes: [],
  cursor: 'c1',
  has_more: false,
  reset: null,
  scope_tag: 's1',
  ...more,
})
const refused = (op_id: string): OpResult => ({
  op_id,
  outcome: 'rejected',
  version: 0,
  conflict_id: null,
  reason: 'unknown_session',
  detail: null,
  participant: null,
  current: null,
})
const gone = (kind: string, key: number): Change => ({
  kind,
  key: String(key),
  version: 9000,
  deleted: true,
  data: null,
})

async function answer(more: Partial<SyncReply>, ...outcomes: string[]): Promise<void> {
  await releaseBatch(store, 'all')
  const batch = await takeBatch(store, () => ({ maxOps: 500, maxBytes: 200_000 }), 'batch')
  await applyReply(store, batch, reply({ results: outcomes.map(refused), ...more }), START)
}

const marked = async (person: number): Promise<string> =>
  (await recordMark(store, wish(person, 'late'))).ops[0]?.op_id ?? ''
const told = async () => (await readQueue(store)).marks.map((mark) => [mark.person, mark.sessionName])
const names = async () => (await readRoster(store, LESSON)).map((row) => row.participant.last_name)
const kept = () => store.db.remote.count()

test('when they are deleted', async () => {
  const op = await marked(1)
  await answer({ changes: [gone('participant', 1), gone('participant', 2), gone('session', LESSON)] }, op)
  expect(await told()).toEqual([['First1 Last0001', 'Lesson']])
  expect(await names()).toEqual(['Last0001'])
  await dismiss(store, op, START)
  await answer({})
  expect(await kept()).toBe(0)
})

test('when they lie outside what the tablet carries from now on', async () => {
  await marked(1)
  await answer({ cursor: 'c1' })
  await answer({ reset: 'scope', cursor: null as never })
  await answer({ changes: [{ ...gone('participant', 2), deleted: false, data: { ...participant(2) } }] })
  expect(await told()).toEqual([['First1 Last0001', 'Lesson']])
  // It comes back: the lists say it themselves.
  const back = (kind: string, row: { id: number; version: number }): Change => ({
    ...{ kind, key: String(row.id), version: row.version, deleted: false },
    data: { ...row },
  })
  await answer({ changes: [back('participant', participant(1)), back('session', lesson())] })
  expect(await told()).toEqual([['First1 Last0001', 'Lesson']])
  expect(await kept()).toBe(0)
})

test('and nothing is kept of whom no such mark is about', async () => {
  await answer({ changes: [gone('participant', 1), gone('session', LESSON)] })
  expect(await kept()).toBe(0)
})
