import { useId, useState } from 'preact/hooks'
import { t } from '../base/text'
import type { Newcomer } from '../store'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'

interface Props {
  /** What was scanned; empty where it can be no identifier. */
  identifier: string
  /** Label of the state that the person gets. */
  state: string
  /** Resolves to whether person and mark are on the disk. */
  onAdd: (person: Newcomer) => Promise<boolean>
  onClose: () => void
}

const LONGEST = 100

/** Somebody whose badge nobody knows yet, in two fields: added and marked in one step. */
export function NewPerson({ identifier: scanned, state, onAdd, onClose }: Props) {
  const [first, setFirst] = useState('')
  const [last, setLast] = useState('')
  const [identifier, setIdentifier] = useState(scanned)
  const [problem, setProblem] = useState('')
  async function add() {
    if (first.trim() === '') return setProblem(t('A first name is needed; one word is enough.'))
    const added = await onAdd({ first_name: first, last_name: last, identifier: identifier.trim() || null })
    if (added) onClose()
    else setProblem(t('Not saved. This tablet could not store it; free some storage and try again.'))
  }
  return (
    <Dialog title={t('New person')} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <Field label={t('First name')} value={first} onInput={setFirst} focused />
        <Field label={t('Last name')} value={last} onInput={setLast} />
        <Field label={t('Identifier')} value={identifier} onInput={setIdentifier} />
        {problem !== '' && (
          <p class="field-error" role="alert">
            {problem}
          </p>
        )}
        <div class="dialog-actions">
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button kind="primary" type="submit" icon="userPlus">
            {t('Add and mark {state}', { state })}
          </Button>
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
        spellcheck={false}
        // The browser puts the focus here when the dialog opens.
        autofocus={focused}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  )
}
