/** A person who is on no list: known by a name at once, by the server's number later, and never gone in between. */
import { effect } from '@preact/signals-core'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  type RosterRow,
  type RosterView,
  readRoster,
  readStatus,
  recordMark,
  recordWalkIn,
  undo,
  watchRosterView,
} from '@/store'
import { type Rig, rig } from '../support/engine'
import { LESSON, MINA } from '../support/tablets'

let here: Rig
const stops: (() => void)[] = []
beforeEach(async () => {
  here = await rig()
  await here.sync.syncNow()
})
afterEach(async () => {
  for (const stop of stops.splice(0)) stop()
  await here.close()
})

const by = () => ({ marked_by: MINA, now: here.time.now() })
const walkIn = (more: { identifier?: string; state?: string } = {}) =>
  recordWalkIn(here.store, {
    session: LESSON,
    first_name: 'Zoe',
    last_name: 'Zander',
    state: 'present',
    ...by(),
    ...more,
  })
const zoe = async (): Promise<RosterRow | undefined> =>
  (await readRoster(here.store, LESSON)).find((row) => row.participant.first_name === 'Zoe')
const sent = () => here.server.syncs.flatMap((one) => one.ops)

/** Every picture that a screen would draw, until nobody looks. */
async function film(): Promise<RosterView[]> {
  const views: RosterView[] = []
  const view = watchRosterView(here.store, LESSON)
  stops.push(effect(() => void views.push(view.value)))
  await vi.waitFor(() => expect(views.at(-1)?.rows.length).toBe(3))
  return views
}

test('the person stands on the roster at once, waiting, with a name', async () => {
  const views = await film()
  const { participant } = await walkIn()
  expect(views.at(-1)?.rows.at(-1)).toMatchObject({
    participant: { id: participant, first_name: 'Zoe', last_name: 'Zander' },
    state: 'present',
    where: 'waiting',
  })
  expect(await readStatus(here.store)).toMatchObject({ waiting: 1, times: 0 })
})

test('walk-in and mark travel together, the mark by reference', async () => {
  const { ops } = await walkIn({ identifier: 'V-1' })
  await here.sync.syncNow()
  const [first, second] = sent()
  expect(first).toMatchObject({ kind: 'walk_in', first_name: 'Zoe', last_name: 'Zander', identifier: 'V-1' })
  expect(first).not.toHaveProperty('participant')
  expect(second).toMatchObject({ kind: 'mark', participant: { ref: ops[0]?.op_id }, state: 'present' })
  expect(await zoe()).toMatchObject({ participant: { id: 8001 }, where: 'server', state: 'present' })
  expect(await readStatus(here.store)).toMatchObject({ waiting: 0 })
})

test('the number replaces the reference without a blink: every picture shows the person once, marked', async () => {
  const views = await film()
  await walkIn()
  const from = views.length
  await here.sync.syncNow()
  await vi.waitFor(() => expect(views.at(-1)?.rows.at(-1)?.where).toBe('server'))
  for (const view of views.slice(from)) {
    const found = view.rows.filter((row) => row.participant.first_name === 'Zoe')
    expect(found.map((row) => row.state)).toEqual(['present'])
    expect(view.rows.length).toBe(4)
  }
})

test('no blink either when the feed brings the person some pages later', async () => {
  const views = await film()
  await walkIn()
  const from = views.length
  const { bend } = here.server
  here.server.bend = (reply) => ({ ...reply, changes: [], has_more: true, cursor: 'epoch-1|scope-1|0' })
  here.server.fault = () => (here.server.syncs.length > 2 ? 'lose request' : null)
  await here.sync.syncNow()
  await vi.waitFor(() => expect(views.at(-1)?.rows.at(-1)?.participant.id).toBe(8001))
  expect(await here.store.db.group_memberships.get(-8001)).toBeDefined()
  here.server.bend = bend
  here.server.fault = () => null
  await here.sync.syncNow()
  expect(await here.store.db.group_memberships.get(-8001)).toBeUndefined()
  expect((await here.store.db.participants.get(8001))?.identifier).toMatch(/^W-/)
  for (const view of views.slice(from))
    expect(view.rows.filter((row) => row.participant.first_name === 'Zoe').length).toBe(1)
})

test('marks on the guest chain, before and after the answer, also from a screen that is a moment old', async () => {
  const { participant } = await walkIn()
  here.server.fault = () => 'lose response'
  await here.sync.syncNow()
  const wish = { session: LESSON, participant, ...by() }
  await recordMark(here.store, { ...wish, state: 'late' })
  here.server.fault = () => null
  await here.sync.syncNow()
  expect(sent().at(-1)).toMatchObject({ state: 'late', participant: { ref: expect.any(String) } })
  await recordMark(here.store, { ...wish, state: 'absent' })
  await here.sync.syncNow()
  expect(sent().at(-1)).toMatchObject({ state: 'absent', participant: 8001 })
  expect(here.server.conflicts.size).toBe(0)
  expect(here.server.people).toBe(8001)
  expect(await zoe()).toMatchObject({ state: 'absent', where: 'server' })
})

test('I25: what was sent never changes, also after the person has a number', async () => {
  await walkIn()
  const { bend } = here.server
  here.server.bend = (reply) => ({ ...reply, results: (reply.results as []).slice(0, 1) })
  here.sync.start()
  await here.pass(10)
  here.server.bend = bend
  expect(await here.store.db.ops.toArray()).toMatchObject([{ participant: 8001, key: '100:8001' }])
  await here.pass(2000)
  const marks = sent().filter((op) => op.kind === 'mark')
  expect(marks.length).toBe(2)
  expect(marks[0]).toEqual(marks[1])
})

test('undo before sending takes the person and the mark back', async () => {
  const done = await walkIn()
  expect(await undo(here.store, done.undo, by())).toEqual({ undone: 1, skipped: 0 })
  expect(await zoe()).toBeUndefined()
  expect(await here.store.db.ops.count()).toBe(0)
  expect(await here.store.db.walk_ins.count()).toBe(0)
})

test('undo after sending clears the mark; the person stays', async () => {
  const done = await walkIn()
  await here.sync.syncNow()
  await undo(here.store, done.undo, by())
  expect(await zoe()).toMatchObject({ participant: { id: 8001 }, state: null, where: 'waiting' })
  await here.sync.syncNow()
  expect(await zoe()).toMatchObject({ state: null, where: 'unmarked' })
})

test('a server that lost the walk-in gets it again, before the mark', async () => {
  const { ops, participant } = await walkIn()
  await here.sync.syncNow()
  here.server.ledger.delete(ops[0]?.op_id ?? '')
  // A mark whose answer never came, to a server that has forgotten the person.
  const mark = await here.store.db.acked.get(ops[1]?.op_id ?? '')
  here.server.ledger.delete(mark?.op_id ?? '')
  if (!mark) throw new Error('no mark')
  const { outcome: _, version: __, acked_at: ___, ...op } = mark
  await here.store.db.acked.delete(op.op_id)
  await here.store.db.ops.put(op)
  await here.sync.syncNow()
  await here.pass(120_000)
  for (let turn = 0; turn < 3; turn += 1) await here.sync.syncNow()
  expect(await here.store.db.ops.count()).toBe(0)
  expect(here.server.heads.get('100:8002')?.record?.presence_state).toBe('present')
  expect((await here.store.db.walk_ins.get(participant))?.participant).toBe(8002)
})

test('a mark whose walk-in nobody has any more is set aside, with the reason, and the others go on', async () => {
  const { ops } = await walkIn()
  await here.store.db.ops.delete(ops[0]?.op_id ?? '')
  await here.mark(1, 'late')
  await here.sync.syncNow()
  expect(await here.store.db.ops.count()).toBe(0)
  expect(await here.store.db.attention.toArray()).toMatchObject([
    { outcome: 'set_aside', reason: 'missing_ref' },
  ])
  expect(here.server.heads.get('100:1')?.record?.presence_state).toBe('late')
})

test('I22: a server restored from a backup from before the walk-in gets the person again, under a new number', async () => {
  const { ops, participant } = await walkIn()
  await here.sync.syncNow()
  for (const op of ops) here.server.ledger.delete(op.op_id)
  for (const key of ['participant 8001', 'group_membership 8001', 'presence_record 100:8001'])
    here.server.feed.delete(key)
  here.server.heads.delete('100:8001')
  here.server.people = 8400
  here.server.epoch = 'epoch-2'
  await here.sync.syncNow()
  expect(here.server.heads.get('100:8401')?.record?.presence_state).toBe('present')
  expect((await here.store.db.walk_ins.get(participant))?.participant).toBe(8401)
  expect(await zoe()).toMatchObject({ participant: { id: 8401 }, state: 'present', where: 'server' })
  expect(await readStatus(here.store)).toMatchObject({ waiting: 0, refused: 0 })
})

test('an answer without news makes no roster read its people again', async () => {
  await film()
  const people = vi.spyOn(here.store.db.group_memberships, 'where')
  await here.sync.syncNow()
  await new Promise((resolve) => setTimeout(resolve, 250))
  expect(people.mock.calls.filter(([index]) => String(index) === 'group')).toEqual([])
})

test('a person needs a name', async () => {
  const nameless = { session: LESSON, first_name: '  ', last_name: '', state: 'present', ...by() }
  await expect(recordWalkIn(here.store, nameless)).rejects.toBeInstanceOf(RangeError)
})
