import type { PresenceState } from '../store'
import { stateStyle } from '../ui/colour'
import { columnsOf } from '../ui/columns'
import { Icon } from '../ui/Icon'

interface Props {
  legend: string
  /** Whether the legend is read on the screen, too. */
  titled?: boolean
  states: readonly PresenceState[]
  letters: ReadonlyMap<string, string>
  /** Code of the state that the person has; null for none. */
  selected: string | null
  disabled?: boolean
  onMark: (code: string) => void
}

/** Every state in use, one tap each: where there is room for all of them. */
export function AllStates({
  legend,
  titled = false,
  states,
  letters,
  selected,
  disabled = false,
  onMark,
}: Props) {
  const active = states.filter((state) => state.is_active)
  return (
    <fieldset disabled={disabled}>
      <legend class={titled ? 'field-label' : 'visually-hidden'}>{legend}</legend>
      <div class="all-states" style={columnsOf(active.length)}>
        {active.map((state) => (
          <button
            key={state.code}
            type="button"
            class="state"
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
      </div>
    </fieldset>
  )
}
