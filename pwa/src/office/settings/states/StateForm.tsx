import { useMemo, useState } from 'preact/hooks'
import { stateLabel } from '../../../base/domain-words'
import { t } from '../../../base/text'
import { Banner } from '../../../ui/Banner'
import { Button } from '../../../ui/Button'
import { CheckField, SelectField, TextField } from '../../../ui/Field'
import { lettersOf } from '../../../ui/letters'
import { toast } from '../../../ui/toast'
import { apart } from '../../../ui/words'
import { codeFrom } from '../codes'
import { FormDialog } from '../FormDialog'
import type { CountsAs, PresenceState, ViewProps } from '../props'
import { meanwhile, useDraft } from '../use-draft'
import { ColourField } from './ColourField'
import { COUNTS, countsWords, isLasting } from './counting'
import { Preview } from './Preview'
import { freeColour } from './palette'

interface Props extends Pick<ViewProps, 'api'> {
  /** Null: a new one. */
  row: PresenceState | null
  /** All of the domain that the organization works with, in order. */
  states: readonly PresenceState[]
  onDone: () => void
  onRetire: (row: PresenceState) => void
  onDelete: (row: PresenceState) => void
  onClose: () => void
}

interface Fields {
  label: string
  color: string
  counts_as: CountsAs
  is_default: boolean
}

/** A new state, or another name, colour and meaning of one that is there. */
export function StateForm({ api, row, states, onDone, onRetire, onDelete, onClose }: Props) {
  const others = states.filter((one) => one.id !== row?.id)
  const inUse = others.filter((one) => one.is_active)
  const free = useMemo(() => freeColour(inUse), [])
  const [first] = useState(row)
  const draft = useDraft<PresenceState, Fields>({
    api,
    row,
    fieldsOf: (one) => ({
      label: one?.label ?? '',
      color: one?.color ?? free,
      counts_as: one?.counts_as ?? 'other',
      is_default: one?.is_default ?? false,
    }),
    bodyOf: (fields) => (first ? fields : { ...fields, ...placeOf(fields.label ?? '', states) }),
    list: '/presence-states',
    pathOf: (one) => `/presence-states/${one.id}`,
    seenOf: (one) => one.version,
    owners: { presence_state_exists: 'label' },
    onDone() {
      toast(t('Saved. Tablets show it after their next contact with the server.'))
      onDone()
    },
  })
  const { values, set, errors, theirs } = draft
  const shown: PresenceState[] = preview(row, states, values)
  const code = row?.code ?? ''
  const label = values.label.trim()
  const elsewhere = row && stateLabel(row) !== row.label ? stateLabel(row) : null
  const twin = others.find((one) => one.label.trim().toLocaleLowerCase() === label.toLocaleLowerCase())
  return (
    <FormDialog
      title={row ? t('Change {name}', { name: apart(row.label) }) : t('New state')}
      action={row ? t('Save') : t('Add it')}
      draft={draft}
      onClose={onClose}
    >
      <Preview key={row?.id ?? 0} states={shown} chosen={code} />
      <TextField
        label={t('Name')}
        hint={
          meanwhile(theirs.label) ??
          (elsewhere
            ? t('Tablets in your language say “{name}” until it gets a name of its own.', { name: elsewhere })
            : t('Short, so that it fits a button.'))
        }
        value={values.label}
        error={errors.label ?? (twin && label !== '' ? t('Another state has this name.') : undefined)}
        onInput={(value) => set({ label: value })}
        required
        maxLength={100}
        autocomplete="off"
        autofocus
      />
      <ColourField
        value={values.color}
        letter={lettersOf(shown).get(code) ?? ''}
        others={inUse}
        note={meanwhile(theirs.color)}
        onChange={(color) => set({ color })}
      />
      <SelectField
        label={t('What it counts as')}
        hint={
          isLasting(code)
            ? t('This one always counts as what it is.')
            : t('Reports and rules about absence look at nothing else.')
        }
        value={values.counts_as}
        error={errors.counts_as}
        disabled={isLasting(code)}
        onChange={(value) => set({ counts_as: value as CountsAs })}
        options={COUNTS.map((one) => ({ value: one, label: countsWords(one) }))}
      />
      {!row?.is_default && (
        <CheckField
          label={t('The default')}
          hint={t('For programs that ask which state to begin with.')}
          checked={values.is_default}
          onChange={(is_default) => set({ is_default })}
        />
      )}
      {row && <Ending row={row} onRetire={onRetire} onDelete={onDelete} />}
    </FormDialog>
  )
}

/** What becomes of a state that is no longer needed. */
function Ending({ row, onRetire, onDelete }: Pick<Props, 'onRetire' | 'onDelete'> & { row: PresenceState }) {
  if (isLasting(row.code))
    return <p class="field-hint">{t('It is always offered, and cannot be deleted.')}</p>
  if (row.is_default)
    return <Banner tone="info">{t('Make another state the default to retire or delete this one.')}</Banner>
  return (
    <div class="row">
      <Button kind="quiet" icon="tray" onClick={() => onRetire(row)}>
        {t('Retire it')}
      </Button>
      <Button kind="quiet" icon="bin" onClick={() => onDelete(row)}>
        {t('Delete it')}
      </Button>
    </div>
  )
}

/** A new one comes last, under a code of its own. */
function placeOf(label: string, states: readonly PresenceState[]) {
  const codes = states.map((one) => one.code)
  const last = Math.max(-1, ...states.map((one) => one.sort_order))
  return {
    label: label.trim(),
    code: codeFrom(label, codes, 'state'),
    sort_order: Math.min(10_000, last + 1),
  }
}

function preview(
  row: PresenceState | null,
  states: readonly PresenceState[],
  values: Fields,
): PresenceState[] {
  const label = values.label.trim() || t('New state')
  const changed = (one: PresenceState): PresenceState => ({ ...one, ...values, label })
  const shown = states
    .filter((one) => one.is_active || one.id === row?.id)
    .map((one) => (one.id === row?.id ? changed(one) : one))
  const model = states[0]
  if (row !== null || model === undefined) return shown
  // Among those that stand beside each other, so that it can be looked at.
  return [changed({ ...model, id: 0, code: '' }), ...shown]
}
