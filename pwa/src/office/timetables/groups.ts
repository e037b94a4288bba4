/** The organization's groups, all of them: a tablet may carry fewer than its administrator plans for. */
import { useEffect } from 'preact/hooks'
import type { Option } from '../../ui/Field'
import { apart } from '../../ui/words'
import { useWhole } from '../reading'
import type { Group, ViewProps } from './props'

export interface Groups {
  /** Those in use, by name. */
  options: readonly Option[]
  nameOf: (id: number) => string
}

export function useGroups(props: Pick<ViewProps, 'store' | 'api' | 'clock'>): Groups {
  const list = useWhole<Group>(props, '/groups?limit=500&ordering=name')
  useEffect(() => void list.refresh(), [list])
  const rows = list.page.value?.value.results ?? []
  const names = new Map(rows.map((row) => [row.id, row.name]))
  return {
    options: rows.filter((row) => row.is_active).map((row) => ({ value: String(row.id), label: row.name })),
    nameOf: (id) => apart(names.get(id) ?? ''),
  }
}
