import { expect, it } from 'vitest'
import { changesOf, rebased } from '@/office/settings/draft'

const base = { name: 'Late', color: '#000000', parts: ['a'] }

it('sends what is different alone, lists by what they hold', () => {
  expect(changesOf(base, { ...base, parts: ['a'] })).toEqual({})
  expect(changesOf(base, { ...base, color: '#ffffff', parts: ['a', 'b'] })).toEqual({
    color: '#ffffff',
    parts: ['a', 'b'],
  })
})

it('keeps what was typed when somebody else was faster, and takes their other fields', () => {
  const typed = { ...base, name: 'Came later' }
  expect(rebased(base, typed, { ...base, color: '#123456' })).toEqual({
    typed: { ...typed, color: '#123456' },
    theirs: {},
  })
})

it('tells of the field that both have changed, unless both said the same', () => {
  const typed = { ...base, name: 'Came later', color: '#ffffff' }
  const fresh = { ...base, name: 'Delayed', color: '#ffffff' }
  expect(rebased(base, typed, fresh)).toEqual({ typed, theirs: { name: 'Delayed' } })
})
