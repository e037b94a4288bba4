import { t } from '../base/text'
import type { PresenceState } from '../base/wire'
import { stateStyle } from './colour'
import { Icon } from './Icon'
import './states.css'

interface Props {
  states: readonly PresenceState[]
  letters: ReadonlyMap<string, string>
  selected: string | null
  name: string
  onMark: (code: string) => void
  /** Opens the dialog with all states; given when not all of them fit here. */
  onMore?: () => void
  /** Each button is a tab stop of its own: outside the roster, whose arrow keys lead there. */
  reachable?: boolean
  /** The label of the chosen state when it is not among those that fit. */
  elsewhere?: string | null
}

/** How many states stand beside each other; the others are one tap further. */
const SIDE_BY_SIDE = 5

/** Those that stand beside each other, and whether there are more behind a last button. */
export function sideBySide<T>(active: readonly T[]): { beside: readonly T[]; more: boolean } {
  const more = active.length > SIDE_BY_SIDE
  return { beside: more ? active.slice(0, SIDE_BY_SIDE - 1) : active, more }
}

/** One tap per state: colour, letter and label, the chosen one filled and ticked. */
export function StateControl({
  states,
  letters,
  selected,
  name,
  onMark,
  onMore,
  elsewhere,
  reachable = false,
}: Props) {
  return (
    <fieldset class="states" aria-label={name} data-many={states.length + (onMore ? 1 : 0) > 4}>
      {states.map((state) => (
        <button
          key={state.code}
          type="button"
          class="state"
          data-cell={reachable ? undefined : true}
          data-code={state.code}
          tabIndex={reachable ? 0 : -1}
          aria-pressed={state.code === selected}
          style={stateStyle(state.color)}
          onClick={() => onMark(state.code)}
        >
          <span class="state-letter" aria-hidden="true">
            {state.code === selected ? <Icon name="check" /> : letters.get(state.code)}
          </span>
          <span class="state-label">{state.label}</span>
        </button>
      ))}
      {onMore && (
        <button
          type="button"
          class="state"
          data-cell
          tabIndex={-1}
          aria-haspopup="dialog"
          data-elsewhere={Boolean(elsewhere)}
          onClick={onMore}
        >
          <span class="state-label">{elsewhere || t('More')}</span>
        </button>
      )}
    </fieldset>
  )
}
