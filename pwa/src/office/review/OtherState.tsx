import { useId, useState } from 'preact/hooks'
import { t } from '../../base/text'
import type { PresenceState } from '../../store'
import { Button } from '../../ui/Button'
import { Form } from '../../ui/Form'
import type { Choice } from './resolve'

const NO_MARK = '-'

interface Props {
  states: readonly PresenceState[]
  busy: boolean
  onChoose: (choice: Choice) => void
}

/** Neither version: the administrator's own. */
export function OtherState({ states, busy, onChoose }: Props) {
  const id = useId()
  const [code, setCode] = useState('')
  const [note, setNote] = useState('')
  return (
    <details class="card other-state">
      <summary>{t('Neither: decide something else')}</summary>
      <Form
        class="card-body"
        onSubmit={() => {
          onChoose({
            chosen_version: 'other',
            presence_state: code === NO_MARK ? null : code,
            note: note.trim(),
          })
        }}
      >
        <div class="field">
          <label for={`${id}-state`}>{t('Presence state')}</label>
          <select
            id={`${id}-state`}
            class="input"
            required
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          >
            <option value="">{t('Choose one')}</option>
            {states
              .filter((state) => state.is_active)
              .map((state) => (
                <option key={state.code} value={state.code}>
                  {state.label}
                </option>
              ))}
            <option value={NO_MARK}>{t('No mark at all')}</option>
          </select>
        </div>
        <div class="field">
          <label for={`${id}-note`}>{t('Note')}</label>
          <input
            id={`${id}-note`}
            class="input"
            maxLength={1000}
            value={note}
            onInput={(event) => setNote(event.currentTarget.value)}
          />
        </div>
        <div>
          <Button type="submit" disabled={busy || code === ''}>
            {t('Decide this')}
          </Button>
        </div>
      </Form>
    </details>
  )
}
