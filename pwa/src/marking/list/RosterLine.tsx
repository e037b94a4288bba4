import { type ReadonlySignal, useComputed } from '@preact/signals'
import { useId } from 'preact/hooks'
import { t } from '../../base/text'
import type { RosterRow } from '../../store'
import { IconButton } from '../../ui/Button'
import { StateControl } from '../../ui/StateControl'
import { fullName } from '../../ui/words'
import { LinePanel } from '../LinePanel'
import type { LineActions, LineWorld } from '../line-world'
import type { Tap } from '../taps'
import { placeOf, WhereIs } from '../WhereIs'
import { Face } from './Face'
import { RecentMarks } from './RecentMarks'

interface Props {
  row: RosterRow
  tap: ReadonlySignal<Tap | null>
  world: LineWorld
  actions: LineActions
  /** From 1, and of how many, where not all lines of the list are in the page. */
  place?: number
  size?: number
}

/** One person. Repaints only when this row, its tap or its panel changes: reading a signal makes Preact compare the props. */
export function RosterLine({ row, tap, world, actions, place: at, size }: Props) {
  const panel = useId()
  const { id } = row.participant
  const open = useComputed(() => world.panels.value.has(id)).value
  const current = tap.value
  const place = placeOf(row, current)
  const name = fullName(row.participant)
  const selected = current ? current.state : row.state
  const label = world.states.find((state) => state.code === selected)?.label ?? selected
  const elsewhere = world.beside.some((state) => state.code === selected) ? null : label
  const hasPanel = place === 'in_question' || place === 'refused' || place === 'unsaved'
  return (
    <li
      class="line"
      data-row={id}
      data-place={place}
      data-marked={selected !== null}
      aria-posinset={at}
      aria-setsize={size}
    >
      <Face person={row.participant} />
      <div class="line-name">
        <span class="line-person">{name}</span>
        <span class="line-more">
          {row.participant.identifier && <span class="number">{row.participant.identifier}</span>}
          <RecentMarks recent={world.recent.of(id)} world={world} />
          {row.note && (
            <span class="line-note" dir="auto">
              {row.note}
            </span>
          )}
        </span>
      </div>
      {world.mayMark ? (
        <StateControl
          states={world.beside}
          letters={world.letters}
          selected={selected}
          name={name}
          onMark={(code) => actions.mark(row, code)}
          {...(world.more ? { onMore: () => actions.openPerson(row), elsewhere } : {})}
        />
      ) : (
        <span class="line-state">{label ?? t('Unmarked')}</span>
      )}
      <WhereIs place={place} panel={panel} open={open} onToggle={() => actions.togglePanel(row)} />
      <IconButton
        icon={row.note ? 'note' : world.mayMark ? 'pencil' : 'next'}
        label={moreLabel(name, world.mayMark, row.note !== '')}
        kind="quiet"
        data-cell
        data-has-note={row.note !== ''}
        tabIndex={-1}
        onClick={() => actions.openPerson(row)}
      />
      {hasPanel && open && (
        <LinePanel
          id={panel}
          row={row}
          place={place}
          message={current?.message ?? ''}
          selected={selected}
          world={world}
          actions={actions}
        />
      )}
    </li>
  )
}

function moreLabel(name: string, mayMark: boolean, hasNote: boolean): string {
  if (mayMark)
    return hasNote
      ? t('Note and more for {name}. Has a note', { name })
      : t('Note and more for {name}', { name })
  return hasNote ? t('Details of {name}. Has a note', { name }) : t('Details of {name}', { name })
}
