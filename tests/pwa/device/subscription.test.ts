/** What a tablet carries: the form and the subscription say the same. */
import { expect, test } from 'vitest'
import { choiceOf, inWords, subscriptionOf } from '@/device/subscription'

test('leaving nothing out is no subscription at all', () => {
  expect(subscriptionOf(choiceOf(null))).toBeNull()
  expect(inWords(null)).toBe('All groups, and every session.')
})

test('what is chosen comes back as it was', () => {
  for (const kept of [
    { groups: [3], days_back: 0, days_ahead: 0 },
    { groups: null, days_back: 7, days_ahead: 1 },
  ])
    expect(subscriptionOf(choiceOf(kept))).toEqual(kept)
  expect(inWords({ groups: [3], days_back: 0, days_ahead: 0 })).toBe('1 group, today only.')
  expect(inWords({ groups: null, days_back: 7, days_ahead: 1 })).toBe(
    'All groups, 7 days back and 1 day ahead.',
  )
})

test('some groups of all days asks for as many days as a subscription can name', () => {
  const some = { only: true, groups: [3], back: null, ahead: 2 }
  expect(subscriptionOf(some)).toEqual({ groups: [3], days_back: 60, days_ahead: 2 })
})
