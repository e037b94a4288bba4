import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

interface Props<T extends string> {
  legend: string
  value: T
  options: readonly { value: T; label: ComponentChildren }[]
  onChange: (value: T) => void
}

/** One of several, as native radio buttons that look like a segmented control. */
export function Choices<T extends string>({ legend, value, options, onChange }: Props<T>) {
  const name = useId()
  return (
    <fieldset>
      <legend class="visually-hidden">{legend}</legend>
      <div class="choices">
        {options.map((option) => (
          <label class="choice" key={option.value}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
