import { t } from '../base/text'
import type { PresenceState } from '../base/wire'
import { stateStyle } from './colour'

interface Props {
  /** null: no mark. */
  code: string | null
  states: readonly PresenceState[]
  large?: boolean
}

/** A state as a word with its colour beside it; a code without a row is shown as it is. */
export function StateTag({ code, states, large = false }: Props) {
  const state = states.find((one) => one.code === code)
  return (
    <span class="state-tag" data-large={large}>
      <span
        class="state-dot"
        aria-hidden="true"
        data-empty={code === null}
        style={stateStyle(state?.color ?? '')}
      />
      {code === null ? t('No mark') : (state?.label ?? code)}
    </span>
  )
}
