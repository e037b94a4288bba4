import { expect, it } from 'vitest'
import { changesOf, meet } from '@/office/roster/meanwhile'

const base = { first: 'Nora', last: 'Noor', number: '7', born: '' }

it('takes over what only the other one changed, and keeps what was typed', () => {
  const typed = { ...base, first: 'Nura' }
  const met = meet(base, typed, { ...base, last: 'Nur' })
  expect(met.typed).toEqual({ ...base, first: 'Nura', last: 'Nur' })
  expect(met.theirs).toEqual(['last'])
  expect(met.stands).toEqual({})
})

it('shows what stands where both changed the same, and still keeps what was typed', () => {
  const met = meet(base, { ...base, first: 'Nura', born: '2010-01-01' }, { ...base, first: 'Noora' })
  expect(met.typed).toEqual({ ...base, first: 'Nura', born: '2010-01-01' })
  expect(met.stands).toEqual({ first: 'Noora' })
})

it('asks nothing where both wrote the same', () => {
  const met = meet(base, { ...base, first: 'Nura' }, { ...base, first: 'Nura' })
  expect([met.theirs, met.stands]).toEqual([[], {}])
})

it('sends only what is different', () => {
  expect(changesOf(base, { ...base, number: '8' })).toEqual({ number: '8' })
})
