import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { t } from '../../base/text'
import { boundsIn, type Span, UNITS, type Unit } from './durations'

interface Props {
  label: string
  hint: ComponentChildren
  error?: string | undefined
  /** Minutes. */
  least: number
  most: number
  value: Span
  onChange: (value: Span) => void
}

/** A span of time: how many, and of what. */
export function SpanField({ label, hint, error, least, most, value, onChange }: Props) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="span-parts">
        <input
          id={id}
          class="input"
          type="number"
          value={value.amount}
          {...boundsIn(value.unit, least, most)}
          required
          aria-invalid={error ? true : undefined}
          aria-describedby={`${id}-note`}
          onInput={(event) => onChange({ ...value, amount: event.currentTarget.value })}
        />
        <select
          class="input"
          aria-label={t('Unit')}
          value={value.unit}
          onChange={(event) => onChange({ ...value, unit: event.currentTarget.value as Unit })}
        >
          {UNITS.map((unit) => (
            <option key={unit} value={unit}>
              {unitWords(unit)}
            </option>
          ))}
        </select>
      </div>
      <p id={`${id}-note`} class={error ? 'field-error' : 'field-hint'}>
        {error ?? hint}
      </p>
    </div>
  )
}

function unitWords(unit: Unit): string {
  switch (unit) {
    case 'minutes':
      return t('minutes')
    case 'hours':
      return t('hours')
    default:
      return t('days')
  }
}
