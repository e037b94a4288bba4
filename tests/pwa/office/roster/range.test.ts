import { expect, it } from 'vitest'
import { endsOf, namesOf, type Range } from '@/office/roster/range'

const range = (first: string, last: string, more: Partial<Range> = {}): Range => ({
  before: 'Room ',
  after: '',
  first,
  last,
  step: '',
  ...more,
})
const named = (first: string, last: string, more: Partial<Range> = {}) => {
  const made = namesOf(range(first, last, more))
  return made.ok ? made.value : made.error
}

it('counts in digits, as wide as the first', () => {
  expect(named('101', '103')).toEqual(['Room 101', 'Room 102', 'Room 103'])
  expect(named('08', '12', { step: '2' })).toEqual(['Room 08', 'Room 10', 'Room 12'])
})

it('counts in letters of one case, on beyond Z', () => {
  expect(named('A', 'C', { before: 'Section ', after: '!' })).toEqual([
    'Section A!',
    'Section B!',
    'Section C!',
  ])
  expect(named('y', 'ab', { before: '' })).toEqual(['y', 'z', 'aa', 'ab'])
  expect(named('ZZ', 'AAB', { before: '' })).toEqual(['ZZ', 'AAA', 'AAB'])
})

it.each([
  ['', '9', {}, 'empty'],
  ['1', 'B', {}, 'kinds'],
  ['a', 'B', {}, 'kinds'],
  ['9', '1', {}, 'order'],
  ['1', '501', {}, 'many'],
  ['1', '9', { step: '0' }, 'step'],
  ['1', '9', { step: '1.5' }, 'step'],
  ['1', '9', { before: 'Room {' }, 'brace'],
  ['Ä', 'Ö', {}, 'label'],
  ['-1', '9', {}, 'label'],
] as const)('makes no names from %j to %j with %j: %s', (first, last, more, fault) => {
  expect(named(first, last, more)).toBe(fault)
})

it('takes as many as the server does', () => {
  expect(named('1', '500')).toHaveLength(500)
  expect(named('1', '1000', { step: '2' })).toHaveLength(500)
})

it('shows of many names the first and the last', () => {
  expect(endsOf(['a', 'b', 'c'], 3)).toEqual(['a', 'b', 'c'])
  expect(endsOf(['a', 'b', 'c', 'd'], 3)).toEqual(['a', 'b', null, 'd'])
})
