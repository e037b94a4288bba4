/** Somebody of another group stands at the desk: found on the tablet, put on the roster and marked in one step. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readOthers, readRoster, recordWalkIn, undo } from '@/store'
import { type Rig, rig } from '../support/engine'
import { LESSON, MINA, participant } from '../support/tablets'

const NURA = 77
let here: Rig
beforeEach(async () => {
  here = await rig()
  here.server.put('participant', String(NURA), { ...participant(NURA), first_name: 'Nura' })
  here.server.put('group', '900', {
    id: 900,
    parent: null,
    name: 'Chess',
    group_type: 'club',
    is_active: true,
  })
  here.server.put('group_membership', '9000', { id: 9000, group: 900, participant: NURA, joined_at: '' })
  await here.sync.syncNow()
})
afterEach(() => here.close())

const by = () => ({ marked_by: MINA, now: here.time.now() })
const bring = () => recordWalkIn(here.store, { session: LESSON, participant: NURA, state: 'late', ...by() })
const nura = async () => (await readRoster(here.store, LESSON)).find((row) => row.participant.id === NURA)

test('people of other groups are found with the names of their groups, those on the roster are not', async () => {
  expect(await readOthers(here.store, LESSON)).toMatchObject([{ id: NURA, groups: ['Chess'] }])
  await bring()
  expect(await readOthers(here.store, LESSON)).toEqual([])
})

test('the person is on the roster at once, and member and mark arrive as the one whom the server knows', async () => {
  await bring()
  expect(await nura()).toMatchObject({ state: 'late', where: 'waiting', participant: { first_name: 'Nura' } })
  await here.sync.syncNow()
  const [walkIn, mark] = here.server.syncs.flatMap((one) => one.ops)
  expect(walkIn).toMatchObject({ kind: 'walk_in', participant: NURA })
  expect(walkIn).not.toHaveProperty('first_name')
  expect(mark).toMatchObject({ kind: 'mark', participant: { ref: walkIn?.op_id } })
  expect(await nura()).toMatchObject({ state: 'late', where: 'server' })
  expect(here.server.people).toBe(8000)
})

test('undo before sending leaves the roster as it was', async () => {
  const done = await bring()
  await undo(here.store, done.undo, by())
  expect(await nura()).toBeUndefined()
  expect(await here.store.db.ops.count()).toBe(0)
  expect(await readOthers(here.store, LESSON)).toHaveLength(1)
})
