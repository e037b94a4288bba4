import { expect, it } from 'vitest'
import { columnsOf, faultsOf, keyFor, mappingOf } from '@/office/imports/fields'

const column = (name: string, field: string | null) => ({ name, field, samples: [] })

it('takes the guesses of the server, and gives them back as they were', () => {
  const fields = ['identifier', null, 'group', 'group', 'extra:Locker no.']
  const columns = columnsOf(fields.map((field, at) => column(`c${at}`, field)))
  expect(mappingOf(columns)).toEqual(fields)
  expect(faultsOf(columns)).toEqual([])
})

it.each([
  ['Locker no.', 'Locker no.'],
  ['রোল', 'column_3'],
  ['  -Größe (cm)', 'Groe cm'],
  ['', 'column_3'],
  ['x'.repeat(80), 'x'.repeat(60)],
])('keeps %j under a key that the server takes', (header, key) => {
  expect(keyFor(header, 2)).toBe(key)
})

it('points at what the server would refuse', () => {
  const twice = columnsOf([column('a', 'last_name'), column('b', 'last_name'), column('c', 'extra:x')])
  const faults = faultsOf(twice.map((one) => (one.kind === 'extra' ? { ...one, key: 'কী' } : one)))
  expect(faults.map((fault) => fault.column)).toEqual([1, 2, null])
})
