import { digits, t } from '../base/text'
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
    <ul class="counts" aria-label={t('Counts')}>
      {counts.states.map(({ state, count }) => (
        <li key={state.code} class="count" data-empty={count === 0} style={stateStyle(state.color)}>
          <span class="count-letter" aria-hidden="true">
            {letters.get(state.code)}
          </span>
          <span class="number">{digits(count)}</span> <span class="count-label">{state.label}</span>
        </li>
      ))}
      {counts.unknown > 0 && (
        <li class="count">
          <span class="number">{digits(counts.unknown)}</span> {t('other')}
        </li>
      )}
      <li class="count">
        <span class="count-letter" data-none aria-hidden="true" />
        <span class="number">{digits(counts.unmarked)}</span> <span class="count-label">{t('unmarked')}</span>
      </li>
      <li class="count count-total">
        <span class="number">{digits(counts.total)}</span> {t('in all')}
      </li>
    </ul>
  )
}
