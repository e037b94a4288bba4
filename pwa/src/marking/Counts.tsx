import type { PresenceState } from '../store'
import { stateStyle } from '../ui/colour'
import type { Counts as CountsOf } from './counts'

interface Props {
  counts: CountsOf<PresenceState>
  letters: ReadonlyMap<string, string>
}

/** How many are in each state; the numbers add up to everybody. */
export function Counts({ counts, letters }: Props) {
  return (
    <ul class="counts" aria-label="Counts">
      {counts.states.map(({ state, count }) => (
        <li key={state.code} class="count" data-empty={count === 0} style={stateStyle(state.color)}>
          <span class="count-letter" aria-hidden="true">
            {letters.get(state.code)}
          </span>
          <span class="number">{count}</span> {state.label}
        </li>
      ))}
      {counts.unknown > 0 && (
        <li class="count">
          <span class="number">{counts.unknown}</span> other
        </li>
      )}
      <li class="count" data-unmarked={counts.unmarked > 0}>
        <span class="number">{counts.unmarked}</span> unmarked
      </li>
      <li class="count count-total">
        <span class="number">{counts.total}</span> in all
      </li>
    </ul>
  )
}
