import type { ComponentChildren, InputHTMLAttributes } from 'preact'
import { useId } from 'preact/hooks'

interface Common {
  label: string
  hint?: ComponentChildren
  /** What is wrong with it, from the server or from this page; empty or left out when nothing is. */
  error?: string | undefined
}

/** Of the browser's own attributes those that fields of this app need. */
interface Typing {
  required?: boolean
  disabled?: boolean
  maxLength?: number
  minLength?: number
  autofocus?: boolean
  autocomplete?: string
  autocapitalize?: 'none' | 'words'
  spellcheck?: boolean
  placeholder?: string
}

interface TextProps extends Common, Typing {
  value: string
  onInput: (value: string) => void
  type?: 'text' | 'email' | 'password' | 'date' | 'datetime-local' | 'time' | 'number' | 'url' | 'color'
  inputMode?: 'numeric' | 'text'
  pattern?: string
  min?: string | number
  max?: string | number
  enterkeyhint?: 'next' | 'send'
  /** For a field that is less than its form: what Enter in it does, in place of what the form is for. */
  onEnter?: () => void
  class?: string
}

/** One line of text, or whatever `type` says, with its label, its hint, and what is wrong with it. */
export function TextField({
  label,
  hint,
  error,
  value,
  onInput,
  onEnter,
  class: look = '',
  ...rest
}: TextProps) {
  const { id, aria } = useParts(hint, error)
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <input
        // Preact ties each type of input to its own roles; these fields have none.
        {...({ ...rest, ...aria } as InputHTMLAttributes)}
        id={id}
        class={`input ${look}`}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (!onEnter || event.key !== 'Enter') return
          event.preventDefault()
          onEnter()
        }}
      />
    </Frame>
  )
}

export interface Option {
  value: string
  label: string
}

interface SelectProps extends Common {
  value: string
  options: readonly Option[]
  required?: boolean
  disabled?: boolean
  onChange: (value: string) => void
}

export function SelectField({ label, hint, error, value, options, onChange, ...rest }: SelectProps) {
  const { id, aria } = useParts(hint, error)
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <select
        {...rest}
        {...aria}
        id={id}
        class="input"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  )
}

interface CheckProps extends Common {
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
}

/** A yes or no as wide as its words: the whole line is the target. */
export function CheckField({ label, hint, error, checked, onChange, disabled = false }: CheckProps) {
  const { id, aria } = useParts(hint, error)
  return (
    <div class="field">
      <label class="check" for={id}>
        <input
          {...aria}
          id={id}
          type="checkbox"
          checked={checked}
          disabled={disabled}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span>{label}</span>
      </label>
      <Notes id={id} hint={hint} error={error} />
    </div>
  )
}

function useParts(hint: ComponentChildren, error: string | undefined) {
  const id = useId()
  const notes = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return {
    id,
    aria: {
      ...(error ? { 'aria-invalid': true } : {}),
      ...(notes ? { 'aria-describedby': notes } : {}),
    },
  }
}

function Frame({ id, label, children, ...notes }: Common & { id: string; children: ComponentChildren }) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      <Notes id={id} {...notes} />
    </div>
  )
}

function Notes({ id, hint, error }: { id: string } & Pick<Common, 'hint' | 'error'>) {
  return (
    <>
      {hint && (
        <p id={`${id}-hint`} class="field-hint">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} class="field-error" role="alert">
          {error}
        </p>
      )}
    </>
  )
}
