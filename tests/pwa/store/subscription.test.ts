/** I21: whatever is subscribed, and however often that changes, the copy is the one that a fresh tablet would have. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readRoster, readStatus, readSubscription, setSubscription } from '@/store'
import { type Rig, rig } from '../support/engine'
import { CLASS, LESSON, lesson, participant } from '../support/tablets'

const OTHER = 21
let here: Rig
beforeEach(async () => {
  here = await rig({ people: 3 })
  const { server } = here
  server.put('group', String(OTHER), {
    id: OTHER,
    parent: null,
    name: '5B',
    group_type: 'class',
    is_active: true,
  })
  server.put('session', '101', { ...lesson(101), group: OTHER })
  server.put('participant', '50', participant(50))
  server.put('group_membership', '50', { id: 50, group: OTHER, participant: 50, joined_at: '2026-01-01' })
  server.write('101:50', 'late')
  await here.sync.syncNow()
})
afterEach(() => here.close())

const only = (...groups: number[]) => ({ groups, days_back: 7, days_ahead: 1 })
const base = async ({ store: { db } }: Rig) => ({
  groups: await db.groups.toArray(),
  people: await db.participants.toArray(),
  links: await db.group_memberships.toArray(),
  sessions: await db.sessions.toArray(),
  records: await db.presence_records.toArray(),
})

/** What a tablet has that was never subscribed to anything else. */
async function fresh(server: Rig['server'], groups: number[] | null) {
  const other = await rig({ server })
  await setSubscription(other.store, groups && only(...groups))
  await other.sync.syncNow()
  const found = await base(other)
  await other.close()
  return found
}

test('nothing chosen: everything, and the request says nothing of it', async () => {
  expect(here.server.syncs.at(-1)).not.toHaveProperty('subscription')
  expect((await base(here)).sessions.map((one) => one.id)).toEqual([100, 101])
})

test('I21: what leaves the scope is gone, what enters it comes although it is old', async () => {
  await setSubscription(here.store, only(CLASS))
  await here.sync.syncNow()
  const narrow = await base(here)
  expect(narrow.sessions.map((one) => one.id)).toEqual([LESSON])
  expect(narrow.people.map((one) => one.id)).toEqual([1, 2, 3])
  expect(narrow.records).toEqual([])
  await setSubscription(here.store, only(OTHER))
  await here.sync.syncNow()
  const other = await base(here)
  expect(other.records.map((one) => one.key)).toEqual(['101:50'])
  const { server } = here
  await here.close()
  expect(narrow).toEqual(await fresh(server, [CLASS]))
  expect(other).toEqual(await fresh(server, [OTHER]))
})

test('I21: marks that wait are neither dropped nor delayed by a change of scope', async () => {
  await here.mark(1, 'present')
  await setSubscription(here.store, only(OTHER))
  await here.sync.syncNow()
  expect(here.server.heads.get('100:1')?.record?.presence_state).toBe('present')
  expect(await readStatus(here.store)).toMatchObject({ waiting: 0, refused: 0 })
  expect(await readRoster(here.store, LESSON)).toEqual([])
})

test('I21: a change of mind in the middle of a pull ends at the last choice', async () => {
  here.server.page = 2
  await setSubscription(here.store, only(CLASS))
  const asked = here.server.syncs.length
  here.server.fault = () => (here.server.syncs.length - asked === 3 ? 'lose response' : null)
  await here.sync.syncNow()
  expect(await here.store.db.shadow.count()).toBeGreaterThan(0)
  await setSubscription(here.store, only(OTHER))
  here.server.fault = () => null
  await here.sync.syncNow()
  const found = await base(here)
  const { server } = here
  await here.close()
  expect(found).toEqual(await fresh(server, [OTHER]))
})

test('equal choices are one choice, and nobody asks for more days than there are', async () => {
  await setSubscription(here.store, { groups: [21, 20, 21], days_back: 400, days_ahead: -1 })
  expect(await readSubscription(here.store)).toEqual({ groups: [20, 21], days_back: 60, days_ahead: 0 })
})

test('the engine hears of a new choice', async () => {
  here.sync.start()
  await here.pass(100)
  const asked = here.server.syncs.length
  await setSubscription(here.store, only(CLASS))
  await here.pass(2100)
  expect(here.server.syncs.length).toBeGreaterThan(asked)
  expect((await base(here)).sessions.length).toBe(1)
})
