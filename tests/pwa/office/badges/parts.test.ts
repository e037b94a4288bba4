import { expect, it } from 'vitest'
import { listPath, partsOf, pdfPath } from '@/office/badges/parts'

it.each([
  [0, [0]],
  [300, [0]],
  [301, [0, 300]],
  [900, [0, 300, 600]],
])('splits %i badges into files of 300', (total, parts) => {
  expect(partsOf(total)).toEqual(parts)
})

it('asks for a group and those below it, a part at a time', () => {
  const choice = { group: '7', subgroups: true, size: 'card' } as const
  expect(listPath({ ...choice, group: '' })).toBe('/reports/badges?limit=10000')
  expect(pdfPath(choice, 300)).toBe(
    '/reports/badges?group=7&subgroups=true&format=pdf&size=card&limit=300&offset=300',
  )
})
