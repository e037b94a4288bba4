import { expect, it } from 'vitest'
import { type Branch, lineOf, placesIn, searched, treeOf, wayTo } from '@/office/roster/tree'
import { group } from './rows'

const names = (tree: readonly Branch[]): unknown[] =>
  tree.map(({ group, below }) => (below.length > 0 ? [group.name, names(below)] : group.name))

const SCHOOL = [
  group(1, 'School'),
  group(2, 'Year 10', 1),
  group(3, 'Year 2', 1),
  group(4, '2A', 3),
  group(5, 'Choir', null, false),
]

it('orders each level by name as people count', () => {
  expect(names(treeOf(SCHOOL))).toEqual(['Choir', ['School', [['Year 2', ['2A']], 'Year 10']]])
})

it('loses nobody whose parent is missing or above itself', () => {
  const odd = [group(1, 'Lost', 99), group(2, 'Ring', 3), group(3, 'Round', 2), group(4, 'Below the ring', 3)]
  const all = JSON.stringify(names(treeOf(odd)))
  for (const { name } of odd) expect(all).toContain(name)
  expect(lineOf(odd, 4).map(({ name }) => name)).toEqual(['Ring', 'Round', 'Below the ring'])
})

it('tells the way to a group, and offers no place below itself', () => {
  expect(wayTo(SCHOOL, 4)).toBe('School › Year 2 › 2A')
  expect(placesIn(treeOf(SCHOOL)).map(({ way }) => way)).toContain('School › Year 2 › 2A')
  expect(placesIn(treeOf(SCHOOL), 3).map(({ way }) => way)).toEqual(['Choir', 'School', 'School › Year 10'])
})

it('keeps of a search what fits, what is above it and what is below it', () => {
  const tree = treeOf(SCHOOL)
  expect(names(searched(tree, '2a', true))).toEqual([['School', [['Year 2', ['2A']]]]])
  expect(names(searched(tree, 'year 2', true))).toEqual([['School', [['Year 2', ['2A']]]]])
  expect(names(searched(tree, 'choir', false))).toEqual([])
  expect(names(searched(tree, '', false))).toEqual([['School', [['Year 2', ['2A']], 'Year 10']]])
})
