import { describe, expect, it } from 'vitest'
import { codeFrom } from '@/office/settings/codes'
import { boundsIn, minutesOf, spanOf, spanWords } from '@/office/settings/durations'
import { LIMITS } from '@/office/settings/limits'
import type { Rule } from '@/office/settings/props'
import { ruleWords } from '@/office/settings/rule-words'
import { inOrder, moved } from '@/office/settings/states/ordering'
import { distance, freeColour, GROUNDS, lookAlike, PALETTE, paleOn } from '@/office/settings/states/palette'
import { healthOf, problemOf } from '@/office/settings/webhooks/event-words'
import { isZone } from '@/office/settings/zones'
import { contrast, inkOn } from '@/ui/colour'

describe('spans of time', () => {
  it.each([
    [5, '5', 'minutes'],
    [90, '90', 'minutes'],
    [120, '2', 'hours'],
    [20_160, '14', 'days'],
  ])('%i minutes stand as %s %s, and come back as they were', (minutes, amount, unit) => {
    expect(spanOf(minutes)).toEqual({ amount, unit })
    expect(minutesOf(spanOf(minutes))).toBe(minutes)
  })

  it('bounds each unit by what the server takes', () => {
    const { least, most } = LIMITS.inactivity
    expect(boundsIn('minutes', least, most)).toEqual({ min: 5, max: 129_600 })
    expect(boundsIn('hours', least, most)).toEqual({ min: 1, max: 2160 })
    expect(boundsIn('days', least, most)).toEqual({ min: 1, max: 90 })
    expect(spanWords(most)).toBe('90 days')
  })
})

it('knows time zones, also by older names, and nothing else', () => {
  expect(['Asia/Dhaka', 'UTC', 'Asia/Calcutta'].map(isZone)).toEqual([true, true, true])
  expect(['Dhaka', '', '+06:00', 'Mars/Base'].map(isZone)).toEqual([false, false, false, false])
})

it.each([
  ['On a trip', [], 'on_a_trip'],
  ['Élève – 2e année', [], 'eleve_2e_annee'],
  ['  3 late!', [], 'late'],
  ['দেরিতে', [], 'state'],
  ['Late', ['late', 'late_2'], 'late_3'],
])('makes a code of %s', (name, taken, code) => {
  expect(codeFrom(name, taken, 'state')).toBe(code)
})

describe('the order of states', () => {
  it('moves by one place, and not past the ends', () => {
    expect(moved(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b'])
    expect(moved(['a', 'b'], 'a', -1)).toEqual(['a', 'b'])
    expect(moved(['a', 'b'], 'x', 1)).toEqual(['a', 'b'])
  })

  it('leaves behind those that are not named', () => {
    const rows = [{ code: 'a' }, { code: 'new' }, { code: 'b' }]
    expect(inOrder(rows, ['b', 'a']).map((row) => row.code)).toEqual(['b', 'a', 'new'])
  })
})

describe('colours', () => {
  it('offers such as are seen on both grounds, read on, and told apart', () => {
    for (const { value } of PALETTE) {
      expect(contrast(value, GROUNDS.light)).toBeGreaterThanOrEqual(3)
      expect(contrast(value, GROUNDS.dark)).toBeGreaterThanOrEqual(3)
      expect(contrast(value, inkOn(value))).toBeGreaterThanOrEqual(4.5)
      const others = PALETTE.filter((one) => one.value !== value).map((one) => ({ color: one.value }))
      expect(lookAlike(value, others)).toBeUndefined()
    }
  })

  it('says where a colour can hardly be seen, and which looks the same', () => {
    expect([paleOn('#ffff99'), paleOn('#101216'), paleOn('#1b7f4b')]).toEqual(['light', 'dark', null])
    expect(lookAlike('#1b7f4c', [{ color: '#b3261e' }, { color: '#1b7f4b' }])).toEqual({ color: '#1b7f4b' })
    expect(distance('#000000', '#ffffff')).toBeCloseTo(1, 2)
  })

  it('gives a new state one that nobody has', () => {
    const taken = PALETTE.slice(0, 3).map((one) => ({ color: one.value }))
    expect(freeColour(taken)).toBe(PALETTE[3]?.value)
    expect(freeColour(PALETTE.map((one) => ({ color: one.value })))).toBe(PALETTE[0]?.value)
  })
})

it('says a rule as a sentence', () => {
  const rule = { notification_type: 'absence', threshold: 1, within_days: 7 } as Rule
  expect(ruleWords(rule)).toBe('A participant was absent 1 time within 7 days.')
})

it('says why a delivery came to nothing, and how a webhook is', () => {
  const outcome = { status: 'failed', attempts: 1, response_status: 500, error: 'status' } as const
  expect(problemOf(outcome)).toBe('The receiver answered 500.')
  expect(problemOf({ ...outcome, error: null })).toBe('')
  const hook = { is_active: false, disabled_reason: 'gone', failing_since: null } as never
  expect(healthOf(hook)).toEqual({ words: 'Off: the receiver wants no more', tone: 'bad' })
})
