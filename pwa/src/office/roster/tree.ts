/** The groups of an organization as a tree, made from plain rows. */
import { spokenTag } from '../../base/text'
import { fold, matcher } from '../../ui/fold'
import type { Group } from './props'

export interface Branch {
  group: Group
  below: readonly Branch[]
}

/** Roots first, each level by name, "Room 2" before "Room 10". Whose parent is missing, or above itself, is a root: nobody is lost. */
export function treeOf(groups: readonly Group[]): Branch[] {
  const known = new Map(groups.map((group) => [group.id, group]))
  const isRoot = ({ parent, id }: Group) =>
    parent === null || !known.has(parent) || isBelow(known, parent, id)
  const children = new Map<number | null, Group[]>()
  for (const group of byName(groups)) {
    const above = isRoot(group) ? null : group.parent
    const siblings = children.get(above)
    if (siblings) siblings.push(group)
    else children.set(above, [group])
  }
  const branches = (above: number | null): Branch[] =>
    (children.get(above) ?? []).map((group) => ({ group, below: branches(group.id) }))
  return branches(null)
}

/** Whether `id` is `below`'s ancestor or itself. */
function isBelow(known: ReadonlyMap<number, Group>, below: number, id: number): boolean {
  const seen = new Set<number>()
  for (let at: number | null | undefined = below; at != null && !seen.has(at); at = known.get(at)?.parent) {
    if (at === id) return true
    seen.add(at)
  }
  return false
}

function byName(groups: readonly Group[]): Group[] {
  const { compare } = new Intl.Collator(spokenTag(), { numeric: true })
  return [...groups].sort((a, b) => compare(a.name, b.name) || a.id - b.id)
}

/** A group and those that it is below of, from the top: "School", "Year 1", "1A". */
export function lineOf(groups: readonly Group[], id: number): Group[] {
  const known = new Map(groups.map((group) => [group.id, group]))
  const line: Group[] = []
  for (
    let at = known.get(id);
    at && !line.includes(at);
    at = at.parent === null ? undefined : known.get(at.parent)
  )
    line.unshift(at)
  return line
}

/** The whole way to a group in one line, which tells two of one name apart. */
export const wayTo = (groups: readonly Group[], id: number): string =>
  lineOf(groups, id)
    .map((group) => group.name)
    .join(' › ')

export interface Place {
  group: Group
  way: string
}

/** Every group in the order of the tree with the way to it, without one branch where `but` names its root. */
export function placesIn(tree: readonly Branch[], but: number | null = null, above = ''): Place[] {
  return tree.flatMap(({ group, below }) => {
    if (group.id === but) return []
    const way = above === '' ? group.name : `${above} › ${group.name}`
    return [{ group, way }, ...placesIn(below, but, way)]
  })
}

/** What is left of the tree for a search: groups that fit, those above them, and all that is below them. */
export function searched(tree: readonly Branch[], query: string, retired: boolean): Branch[] {
  const asked = query.trim()
  const fits = matcher(asked)
  return tree.flatMap((branch) => {
    const { group } = branch
    const found = asked === '' || fits(fold(group.name))
    const below = searched(branch.below, found ? '' : asked, retired)
    const stays = found && (retired || group.is_active)
    return stays || below.length > 0 ? [{ group, below }] : []
  })
}

export const countOf = (tree: readonly Branch[]): number =>
  tree.reduce((count, { below }) => count + 1 + countOf(below), 0)
