import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../base/text'
import { Button } from './Button'
import { Dialog } from './Dialog'
import { TextField } from './Field'
import { Form } from './Form'

/** Somebody whom no list has yet, as typed. */
export interface Newcomer {
  first_name: string
  last_name: string
  identifier: string
}

/** How the form adds: resolves once it is done or said why not. */
export interface Adding {
  busy: boolean
  add: (state: string) => Promise<void>
}

interface Props {
  title: string
  /** What stands in the fields at first. */
  start: Newcomer
  /** The state that the key Enter gives; null where one must be chosen first. */
  state: string | null
  /** Resolves to whether person and mark are on the disk. */
  onAdd: (person: Newcomer, state: string) => Promise<boolean>
  onClose: (added: boolean) => void
  /** Where a state is chosen, above the buttons. */
  states?: (adding: Adding) => ComponentChildren
  /** Beside "Cancel". */
  action?: ComponentChildren
}

const LONGEST = 100

/** A new person in two fields and, if there is one, an identifier; adding and marking are one step. */
export function NewcomerForm({ title, start, state, onAdd, onClose, states, action }: Props) {
  const [person, setPerson] = useState(start)
  const [problem, setProblem] = useState('')
  const [nameless, setNameless] = useState(false)
  const [busy, setBusy] = useState(false)
  async function add(chosen: string) {
    setProblem('')
    setNameless(person.first_name.trim() === '')
    if (person.first_name.trim() === '') return
    setBusy(true)
    const added = await onAdd(person, chosen)
    setBusy(false)
    if (added) onClose(true)
    else setProblem(t('Not saved. This tablet could not store it; free some storage and try again.'))
  }
  const field = (name: keyof Newcomer) => ({
    value: person[name],
    onInput: (value: string) => setPerson((before) => ({ ...before, [name]: value })),
    maxLength: LONGEST,
    autocomplete: 'off',
    spellcheck: false,
  })
  return (
    <Dialog title={title} onClose={() => onClose(false)}>
      <Form
        class="stack"
        onSubmit={() => {
          if (busy) return
          if (state === null) setProblem(t('Choose a state: it adds and marks the person.'))
          else void add(state)
        }}
      >
        <div class="newcomer-names">
          {/* The browser puts the focus there when the dialog opens. */}
          <TextField
            label={t('First name')}
            {...field('first_name')}
            error={nameless ? t('A first name is needed; one word is enough.') : undefined}
            autocapitalize="words"
            autofocus
          />
          <TextField label={t('Last name')} {...field('last_name')} autocapitalize="words" />
        </div>
        <TextField label={t('Identifier, if there is one')} {...field('identifier')} autocapitalize="none" />
        {problem !== '' && (
          <p class="field-error" role="alert">
            {problem}
          </p>
        )}
        {states?.({ busy, add })}
        <div class="dialog-actions">
          <Button onClick={() => onClose(false)}>{t('Cancel')}</Button>
          {action}
        </div>
      </Form>
    </Dialog>
  )
}
