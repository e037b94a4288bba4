import { useEffect, useId, useState } from 'preact/hooks'
import { t } from '../base/text'
import type { PresenceState, RosterRow } from '../store'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { Form } from '../ui/Form'
import { StateTag } from '../ui/StateTag'
import { exactTime, fullName } from '../ui/words'
import { AllStates } from './AllStates'
import { Leave, type LeaveWorld } from './Leave'
import { elsewhereWords, type Marking } from './marking'

interface Props {
  row: RosterRow
  states: readonly PresenceState[]
  letters: ReadonlyMap<string, string>
  zone: string
  marking: Marking
  mayMark: boolean
  /** Null where nothing is known of the session: then nobody says what follows it. */
  leave: LeaveWorld | null
  onClose: () => void
}

/** Everything about one person in this session: all states, the note, clearing the mark. */
export function PersonDialog({ row, states, letters, zone, marking, mayMark, leave, onClose }: Props) {
  const [leaving, setLeaving] = useState(false)
  const [elsewhere, setElsewhere] = useState<readonly string[]>([])
  useEffect(() => {
    let here = true
    marking.elsewhere(row, row.state).then(
      (found) => here && setElsewhere(found),
      () => undefined,
    )
    return () => {
      here = false
    }
  }, [marking, row])
  const mark = (code: string | null) => {
    void marking.mark(row, code)
    if (code === null) onClose()
  }
  return (
    <Dialog title={fullName(row.participant)} onClose={onClose}>
      <dl class="facts">
        {row.participant.identifier && (
          <>
            <dt>{t('Identifier')}</dt>
            <dd>{row.participant.identifier}</dd>
          </>
        )}
        <dt>{t('Mark')}</dt>
        <dd>
          <StateTag code={row.state} states={states} />
          {row.marked_at !== null && row.state !== null && (
            <span class="muted"> {t('at {time}', { time: exactTime(row.marked_at, zone) })}</span>
          )}
        </dd>
        {row.state !== row.serverState && (
          <>
            <dt>{t('On the server')}</dt>
            <dd>
              <StateTag code={row.serverState} states={states} />
            </dd>
          </>
        )}
      </dl>
      {elsewhere.length > 0 && <p class="muted">{elsewhereWords(row, elsewhere)}</p>}
      {mayMark && (
        <AllStates
          legend={t('Mark as')}
          states={states}
          letters={letters}
          selected={row.state}
          onMark={mark}
        />
      )}
      {mayMark && leave && row.state !== null && (
        <Leave
          {...leave}
          row={row}
          label={states.find((state) => state.code === row.state)?.label ?? row.state}
          marking={marking}
          open={leaving}
          onOpen={setLeaving}
          onClose={onClose}
        />
      )}
      {leaving && row.state !== null ? null : mayMark ? (
        <NoteForm row={row} marking={marking} onClear={() => mark(null)} onClose={onClose} />
      ) : (
        row.note && <p>{row.note}</p>
      )}
    </Dialog>
  )
}

interface NoteProps {
  row: RosterRow
  marking: Marking
  onClear: () => void
  onClose: () => void
}

function NoteForm({ row, marking, onClear, onClose }: NoteProps) {
  const id = useId()
  const [note, setNote] = useState(row.note)
  const [failed, setFailed] = useState(false)
  const marked = row.state !== null
  async function save() {
    if (note.trim() === row.note || (await marking.note(row, note.trim()))) onClose()
    else setFailed(true)
  }
  return (
    <Form class="stack" onSubmit={save}>
      <div class="field">
        <label for={id}>{t('Note')}</label>
        <textarea
          id={id}
          class="input"
          maxLength={1000}
          disabled={!marked}
          aria-describedby={`${id}-hint`}
          value={note}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
        <p id={`${id}-hint`} class="field-hint">
          {marked
            ? t('Everybody who sees this roster can read it.')
            : t('Mark this person first: a note belongs to a mark.')}
        </p>
        {failed && (
          <p class="field-error" role="alert">
            {t('The note is not saved. This tablet could not store it.')}
          </p>
        )}
      </div>
      <div class="dialog-actions">
        {marked && (
          <Button kind="danger" class="push-start" onClick={onClear}>
            {t('Clear the mark')}
          </Button>
        )}
        <Button onClick={onClose}>{t('Close')}</Button>
        {marked && (
          <Button kind="primary" type="submit">
            {t('Save note')}
          </Button>
        )}
      </div>
    </Form>
  )
}
