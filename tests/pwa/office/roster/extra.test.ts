import { expect, it } from 'vitest'
import { extraOf, plainIn, textOf, withDetail } from '@/office/roster/extra'

const text = textOf({ floor: 2, seat: 'A', walk_in: { by: 3 } })

it('offers for typing what is plain, and keeps the rest as it is', () => {
  expect(plainIn(text)).toEqual([
    { name: 'floor', value: '2' },
    { name: 'seat', value: 'A' },
  ])
  expect(extraOf(withDetail(text, 'seat', 'B'))).toEqual({ floor: 2, seat: 'B', walk_in: { by: 3 } })
})

it('removes a detail that was emptied, and adds one', () => {
  expect(extraOf(withDetail(withDetail(text, 'seat', ''), 'house', 'Red'))).toEqual({
    floor: 2,
    house: 'Red',
    walk_in: { by: 3 },
  })
})
