/** Several people on one tablet: what waits of each is counted, and reading it changes nothing. */
import { expect, test } from 'vitest'
import {
  keysOf,
  openProfile,
  profileId,
  readPeopleHere,
  readSent,
  recordMark,
  recordWalkIn,
  saveSignIn,
} from '@/store'
import { mina, rig } from '../support/engine'
import { LESSON, START } from '../support/tablets'

test('each person with what waits of theirs; the others’ queues are only read', async () => {
  const here = await rig()
  const tariq = { ...mina, id: 8, name: 'Tariq', email: 'tariq@example.com' }
  await saveSignIn(here.tablet, tariq, 'token', START)
  const his = openProfile(profileId(tariq), keysOf(here.tablet, profileId(tariq)))
  await recordMark(his, { session: LESSON, participant: 1, state: 'late', marked_by: 8, now: START })
  const by = { session: LESSON, marked_by: 8, now: START }
  await recordWalkIn(his, { ...by, first_name: 'Zoe', last_name: '', state: 'present' })
  const before = await his.db.ops.toArray()
  const people = await readPeopleHere(here.tablet, here.store)
  expect(people.map((one) => [one.profile.user.name, one.waiting, one.current])).toEqual(
    expect.arrayContaining([
      ['Mina', 0, true],
      ['Tariq', 2, false],
    ]),
  )
  expect(await his.db.ops.toArray()).toEqual(before)
  expect(await here.store.db.ops.count()).toBe(0)
  his.close()
  await here.close()
})

test('what the server said yes to is listed with names, newest first', async () => {
  const here = await rig()
  await here.sync.syncNow()
  await here.mark(1, 'present')
  await here.sync.syncNow()
  await here.pass(60_000)
  await here.mark(2, 'late')
  await here.sync.syncNow()
  const { marks, more } = await readSent(here.store)
  expect(marks.map((one) => [one.state, one.where])).toEqual([
    ['late', 'sent'],
    ['present', 'sent'],
  ])
  expect(marks[0]?.at).toBeGreaterThan(marks[1]?.at ?? 0)
  expect(marks[0]?.person).not.toBe('')
  expect(more).toBe(0)
  await here.close()
})
