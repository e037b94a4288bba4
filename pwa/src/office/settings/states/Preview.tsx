import { useState } from 'preact/hooks'
import { t } from '../../../base/text'
import { lettersOf } from '../../../ui/letters'
import { StateControl, sideBySide } from '../../../ui/StateControl'
import type { PresenceState } from '../props'

interface Props {
  /** Those in use, in order. */
  states: readonly PresenceState[]
  /** Chosen at first. */
  chosen: string | null
}

/** The roster's own control, to be looked at and tried: nothing is marked by it. */
export function Preview({ states, chosen }: Props) {
  const [selected, setSelected] = useState(chosen)
  const { beside, more } = sideBySide(states)
  const hidden = states.find((state) => state.code === selected && !beside.includes(state))
  return (
    <figure class="preview">
      <figcaption class="field-label">{t('As the roster shows it')}</figcaption>
      <div class="preview-line">
        <StateControl
          states={beside}
          letters={lettersOf(states)}
          selected={selected}
          name={t('To try: nobody is marked by it')}
          onMark={(code) => setSelected(code === selected ? null : code)}
          reachable
          elsewhere={hidden?.label ?? null}
        />
      </div>
      {more && (
        <p class="field-hint">
          {t('Beside each other stand the first four; the others are one tap further, behind “More”.')}
        </p>
      )}
    </figure>
  )
}
