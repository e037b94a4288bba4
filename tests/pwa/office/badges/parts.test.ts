import { expect, it } from 'vitest'
import { addressOf, type Choice, choiceOf, listPath, partsOf, pdfPath } from '@/office/badges/parts'

const choice: Choice = { group: '7', subgroups: true, size: 'card', order: 'group' }

it.each([
  [0, [0]],
  [300, [0]],
  [301, [0, 300]],
  [900, [0, 300, 600]],
])('splits %i badges into files of 300', (total, parts) => {
  expect(partsOf(total)).toEqual(parts)
})

it('asks for a group and those below it, in an order, a part at a time', () => {
  expect(listPath({ ...choice, group: '' })).toBe('/reports/badges?ordering=group&limit=10000')
  expect(pdfPath(choice, 300)).toBe(
    '/reports/badges?group=7&subgroups=true&ordering=group&format=pdf&size=card&limit=300&offset=300',
  )
})

it('keeps what is chosen in the address', () => {
  const chosen: Choice = { group: '7', subgroups: true, size: 'label-62x29', order: 'identifier' }
  expect(choiceOf(new URL(addressOf(chosen), 'https://tablet').search)).toEqual(chosen)
  expect(addressOf({ group: '', subgroups: true, size: 'card', order: 'name' })).toBe('/badges')
})

it('takes an address that makes no sense for none', () => {
  expect(choiceOf('?group=<b>&size=huge&order=age&subgroups=yes')).toEqual(choiceOf(''))
})
