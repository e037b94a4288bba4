/** A long queue goes in several requests at a time, and comes to the same as one after another. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readStatus, releaseBatch, takeBatch } from '@/store'
import { type Rig, rig } from '../support/engine'
import { turn } from '../support/time'

const PEOPLE = 12
let here: Rig
beforeEach(async () => {
  here = await rig({ people: PEOPLE })
  here.server.maxOps = 2
  await here.sync.syncNow()
})
afterEach(() => here.close())

const everybody = Array.from({ length: PEOPLE }, (_, at) => at + 1)
const markAll = async (state: string) => {
  for (const person of everybody) await here.mark(person, state)
}
const sizes = () => here.server.syncs.map((one) => one.ops.length)

test('a long queue is sent by several requests at a time, and every mark once', async () => {
  await markAll('present')
  let most = 0
  let open = 0
  const answer = here.server.fetch
  here.server.fetch = async (...call) => {
    open += 1
    most = Math.max(most, open)
    for (let turns = 0; turns < 30; turns += 1) await turn()
    const response = await answer(...call)
    open -= 1
    return response
  }
  await here.reopen()
  await here.sync.syncNow()
  expect(most).toBe(3)
  expect(here.server.ledger.size).toBe(PEOPLE)
  expect(sizes().reduce((sum, size) => sum + size)).toBe(PEOPLE)
  expect(await readStatus(here.store)).toMatchObject({ waiting: 0, sending: 0, phase: 'idle' })
  for (const person of everybody) expect(await here.row(person)).toMatchObject({ where: 'server' })
  const rows = await here.store.db.presence_records.toArray()
  expect(rows.filter((row) => row.provisional)).toEqual([])
})

test('a helper that fails leaves its marks to the round, and nothing is lost', async () => {
  await markAll('late')
  let left = 1
  // One of those that travel together.
  here.server.fault = () =>
    sizes().filter((size) => size > 0).length === 2 && left-- > 0 ? 'lose response' : null
  await here.sync.syncNow()
  await here.sync.syncNow()
  expect(await readStatus(here.store)).toMatchObject({ waiting: 0, sending: 0 })
  expect(here.server.ledger.size).toBe(PEOPLE)
})

test('nothing overtakes what it builds upon while that is under way', async () => {
  const take = (id: string) => takeBatch(here.store, () => ({ maxOps: 2, maxBytes: 99_000 }), id)
  await here.mark(1, 'late')
  await here.mark(2, 'late')
  const first = await take('a')
  await here.mark(1, 'present')
  await here.mark(3, 'present')
  const second = await take('b')
  expect(first.ops.map((op) => op.participant)).toEqual([1, 2])
  expect(second.ops.map((op) => op.participant)).toEqual([3])
  await releaseBatch(here.store, 'all')
  // What was under way comes first again, as it was.
  expect((await take('c')).ops.map((op) => op.op_id)).toEqual(first.ops.map((op) => op.op_id))
})
