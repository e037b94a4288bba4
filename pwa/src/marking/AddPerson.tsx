import { useId, useState } from 'preact/hooks'
import { t } from '../base/text'
import type { PresenceState } from '../store'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { AllStates } from './AllStates'

interface Props {
  /** What was searched for: probably the name. */
  called: string
  states: readonly PresenceState[]
  letters: ReadonlyMap<string, string>
  /** Resolves to whether person and mark are on the disk. */
  onAdd: (
    person: { first_name: string; last_name: string; identifier: string },
    state: string,
  ) => Promise<boolean>
  onClose: (added: boolean) => void
}

const LONGEST = 100

/** A new person in two fields; choosing the state adds and marks in one step. */
export function AddPerson({ called, states, letters, onAdd, onClose }: Props) {
  const parts = namesIn(called)
  const [first, setFirst] = useState(parts.first)
  const [last, setLast] = useState(parts.last)
  const [identifier, setIdentifier] = useState(parts.identifier)
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  async function add(state: string) {
    if (first.trim() === '') return setProblem(t('A first name is needed; one word is enough.'))
    setBusy(true)
    const added = await onAdd({ first_name: first, last_name: last, identifier }, state)
    setBusy(false)
    if (added) onClose(true)
    else setProblem(t('Not saved. This tablet could not store it; free some storage and try again.'))
  }
  return (
    <Dialog title={t('Add a person')} onClose={() => onClose(false)}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          setProblem(t('Choose a state: it adds and marks the person.'))
        }}
      >
        <div class="add-person-names">
          <Field label={t('First name')} value={first} onInput={setFirst} focused />
          <Field label={t('Last name')} value={last} onInput={setLast} />
        </div>
        <Field label={t('Identifier, if there is one')} value={identifier} onInput={setIdentifier} />
        {problem !== '' && (
          <p class="field-error" role="alert">
            {problem}
          </p>
        )}
        <AllStates
          legend={t('Add and mark as')}
          titled
          states={states}
          letters={letters}
          selected={null}
          disabled={busy}
          onMark={(state) => void add(state)}
        />
        <div class="dialog-actions">
          <Button onClick={() => onClose(false)}>{t('Cancel')}</Button>
        </div>
      </form>
    </Dialog>
  )
}

interface FieldProps {
  label: string
  value: string
  onInput: (value: string) => void
  focused?: boolean
}

function Field({ label, value, onInput, focused = false }: FieldProps) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input"
        maxLength={LONGEST}
        autocomplete="off"
        autocapitalize="words"
        spellcheck={false}
        // The browser puts the focus here when the dialog opens.
        autofocus={focused}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  )
}

/** "zoe van dyk" is Zoe and van Dyk; what has a digit is no name but an identifier. */
export function namesIn(called: string): { first: string; last: string; identifier: string } {
  const words = called.trim().split(/\s+/).filter(Boolean)
  if (words.some((word) => /\p{Nd}/u.test(word))) return { first: '', last: '', identifier: words.join(' ') }
  const [first = '', ...rest] = words.map(upperFirst)
  return { first, last: rest.join(' '), identifier: '' }
}

const upperFirst = (word: string, at: number, all: string[]): string =>
  // Small words inside a name stay small: van, de, bin.
  at > 0 && at < all.length - 1 ? word : word.charAt(0).toLocaleUpperCase() + word.slice(1)
