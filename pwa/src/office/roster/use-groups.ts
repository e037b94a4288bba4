import { useEffect, useMemo } from 'preact/hooks'
import type { Listing } from '../../store'
import { useWhole } from '../reading'
import type { Group, ViewProps } from './props'

export interface AllGroups {
  rows: readonly Group[]
  list: Listing<Group>
}

/** Every group: a tree is only of use as a whole. */
export function useGroups(props: Pick<ViewProps, 'store' | 'api' | 'clock'>): AllGroups {
  const list = useWhole<Group>(props, '/groups?ordering=name&limit=500')
  useEffect(() => void list.refresh(), [list])
  const page = list.page.value
  return { rows: useMemo(() => page?.value.results ?? [], [page]), list }
}
