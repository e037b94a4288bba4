import { useEffect, useRef } from 'preact/hooks'
import { t } from '../base/text'
import type { RosterRow } from '../store'
import { ensureTabStop, keepTabStop, moveFocus } from './keyboard'
import type { LineActions, LineWorld } from './line-world'
import type { Marking } from './marking'
import { RosterLine } from './RosterLine'

interface Props {
  rows: readonly RosterRow[]
  marking: Marking
  world: LineWorld
  actions: LineActions
}

/** The list itself: one tab stop, arrows to move, a state's letter to mark and go to the next person. */
export function Roster({ rows, marking, world, actions }: Props) {
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    if (list.current) ensureTabStop(list.current)
  })
  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return
    if (moveFocus(event.key, event.target) || markByLetter(event.key, event.target)) event.preventDefault()
  }
  function markByLetter(key: string, from: Element): boolean {
    if (!world.mayMark || key.length !== 1) return false
    const id = Number(from.closest('[data-row]')?.getAttribute('data-row'))
    const row = rows.find((one) => one.participant.id === id)
    const code = [...world.letters].find(([, letter]) => letter === key.toLocaleUpperCase())?.[0]
    const active = world.states.some((state) => state.code === code && state.is_active)
    if (!row || code === undefined || !active) return false
    actions.mark(row, code)
    return moveFocus('ArrowDown', from)
  }
  return (
    // The handlers only listen to what bubbles up from the buttons inside.
    <ul
      ref={list}
      class="roster"
      aria-label={t('Roster')}
      onFocusIn={(event) => keepTabStop(event.currentTarget, event.target)}
      onKeyDown={onKeyDown}
    >
      {rows.map((row) => (
        <RosterLine
          key={row.key}
          row={row}
          tap={marking.taps.of(row.participant.id)}
          world={world}
          actions={actions}
        />
      ))}
    </ul>
  )
}
