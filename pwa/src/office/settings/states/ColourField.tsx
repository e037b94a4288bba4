import { useId } from 'preact/hooks'
import { t } from '../../../base/text'
import { safeColour, stateStyle } from '../../../ui/colour'
import { Icon } from '../../../ui/Icon'
import type { PresenceState } from '../props'
import { lookAlike, PALETTE, paleOn } from './palette'

interface Props {
  value: string
  /** The letter that stands on it. */
  letter: string
  others: readonly PresenceState[]
  note?: string | undefined
  onChange: (value: string) => void
}

/** Colours that everybody can tell apart, and any other, with what is wrong with it. */
export function ColourField({ value, letter, others, note, onChange }: Props) {
  const id = useId()
  const own = !PALETTE.some((one) => one.value === value)
  const twin = lookAlike(value, others)
  const pale = paleOn(value)
  return (
    <fieldset class="stack" aria-describedby={`${id}-note`}>
      <legend class="field-label">{t('Colour')}</legend>
      <div class="swatches">
        {PALETTE.map((one) => (
          <label key={one.value} class="swatch" style={stateStyle(one.value)} title={one.name()}>
            <input
              type="radio"
              name={id}
              value={one.value}
              checked={one.value === value}
              onChange={() => onChange(one.value)}
            />
            <span aria-hidden="true">{one.value === value ? <Icon name="check" /> : letter}</span>
            <span class="visually-hidden">{one.name()}</span>
          </label>
        ))}
        <label class="swatch-own" data-chosen={own} style={stateStyle(value)}>
          <input
            type="color"
            value={safeColour(value)}
            onInput={(event) => onChange(event.currentTarget.value)}
          />
          <span>{t('Another colour')}</span>
        </label>
      </div>
      <p id={`${id}-note`} class="field-hint" role="status">
        {note ??
          (twin
            ? t('{state} looks nearly the same. Take a colour that is further from it.', {
                state: twin.label,
              })
            : pale === 'light'
              ? t('On a light screen this can hardly be seen. Take a darker one.')
              : pale === 'dark'
                ? t('On a dark screen this can hardly be seen. Take a lighter one.')
                : t('Letter and label always stand beside it: nobody has to tell colours apart.'))}
      </p>
    </fieldset>
  )
}
