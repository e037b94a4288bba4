/** Which changes a subscription to some groups carries; null carries everything. */
import type { Change } from '@/base/wire'

interface Row {
  group?: number
  participant?: number
}

export function carriedBy(feed: Map<string, Change>, groups: number[] | null): (change: Change) => boolean {
  if (groups === null) return () => true
  const inside = (row: Row | null | undefined): boolean => groups.includes(row?.group ?? 0)
  const rows = [...feed.values()].map((one) => ({ ...one, row: one.data as Row | null }))
  const links = rows.filter((one) => one.kind === 'group_membership' && inside(one.row))
  const people = new Set(links.map((one) => one.row?.participant))
  return ({ kind, key, data }) => {
    if (kind === 'group') return groups.includes(Number(key))
    if (kind === 'participant') return people.has(Number(key))
    if (kind === 'presence_record') return inside(feed.get(`session ${key.split(':')[0]}`)?.data as Row)
    return inside(data as Row | null)
  }
}
