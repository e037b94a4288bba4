import { expect, it } from 'vitest'
import { forecast, pairOf } from '@/office/roster/merging'
import { membership, person } from './rows'

it('takes over what is lacking, and names what is lost', () => {
  const stays = person(1, { last_name: '', extra_data: { floor: 2, shoe: 1 } })
  const ends = person(2, {
    date_of_birth: '2010-05-03',
    extra_data: { walk_in: { by: 3 }, floor: 3, shoe: 1, seat: 'A' },
  })
  const told = forecast({ person: stays, memberships: [] }, { person: ends, memberships: [] })
  expect(told.takes).toEqual([
    { detail: 'last_name', value: 'Hossain' },
    { detail: 'date_of_birth', value: '2010-05-03' },
  ])
  expect(told.loses).toEqual([{ detail: 'identifier', value: 'P-2' }])
  expect([told.takesMore, told.losesMore]).toEqual([['seat'], ['floor']])
})

it('joins only groups that are new, and awakes who was deactivated', () => {
  const told = forecast(
    { person: person(1, { is_active: false }), memberships: [membership(1, 7)] },
    { person: person(2), memberships: [membership(2, 7), membership(2, 8)] },
  )
  expect(told.joins).toEqual([8])
  expect(told.awakes).toBe(true)
})

it.each([
  ['?one=3&other=7', [3, 7]],
  ['?one=3&other=3', null],
  ['?one=3', null],
  ['?one=-3&other=x', null],
])('reads two people from %s', (search, pair) => {
  expect(pairOf(search)).toEqual(pair)
})
