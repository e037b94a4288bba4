import { useMemo } from 'preact/hooks'
import { t } from '../base/text'
import type { RosterRow } from '../store'
import { Choices } from '../ui/Choices'
import { Empty } from '../ui/Empty'
import type { LineActions, LineWorld } from './line-world'
import { Roster } from './list/Roster'
import { byGroup, byLetter, inOnePiece, WORTH_SECTIONS } from './list/sections'
import type { Marking } from './marking'

export type Sorted = 'name' | 'group'

interface Props {
  /** How many are on the roster, shown or not. */
  total: number
  rows: readonly RosterRow[]
  query: string
  innerGroups: ReadonlyMap<number, string>
  sorted: Sorted
  onSorted: (sorted: Sorted) => void
  marking: Marking
  world: LineWorld
  actions: LineActions
}

/** The people that filter and search leave, in sections where there are many; or why there is nobody. */
export function Found({ total, rows, query, innerGroups, sorted, onSorted, marking, world, actions }: Props) {
  const grouped = innerGroups.size > 0 && sorted === 'group'
  const sections = useMemo(() => {
    if (query.trim() !== '' || (rows.length < WORTH_SECTIONS && !grouped)) return inOnePiece(rows)
    return grouped ? byGroup(rows, innerGroups, t('Everybody else')) : byLetter(rows)
  }, [rows, query, grouped, innerGroups])
  if (total === 0)
    return (
      <Empty icon="users" title={t('Nobody is in this {group} yet')}>
        <p>
          {t('When an administrator adds people, they appear here after the next contact with the server.')}
        </p>
      </Empty>
    )
  if (rows.length === 0)
    return query ? (
      <p class="nobody-found" role="status">
        {t('Nobody on this list matches.')}
      </p>
    ) : (
      <Empty icon="check" title={t('Nobody here')}>
        <p>{t('No one on this roster is in this filter.')}</p>
      </Empty>
    )
  return (
    <>
      {innerGroups.size > 0 && query.trim() === '' && (
        <div class="roster-sorted">
          <Choices
            legend={t('Sections')}
            value={sorted}
            onChange={onSorted}
            options={[
              { value: 'name', label: t('By name') },
              { value: 'group', label: t('By {group}') },
            ]}
          />
        </div>
      )}
      <Roster sections={sections} marking={marking} world={world} actions={actions} />
    </>
  )
}
