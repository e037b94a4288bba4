import { useId } from 'preact/hooks'
import { Icon } from './Icon'

interface Props {
  label: string
  value: string
  onInput: (value: string) => void
}

/** Instant search; Escape empties it, as people expect of a search field. */
export function SearchField({ label, value, onInput }: Props) {
  const id = useId()
  return (
    <search class="search">
      <Icon name="search" />
      <label class="visually-hidden" for={id}>
        {label}
      </label>
      <input
        id={id}
        class="input"
        type="search"
        autocomplete="off"
        spellcheck={false}
        placeholder={label}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onInput('')}
      />
    </search>
  )
}
