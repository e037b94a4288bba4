import { useId, useState } from 'preact/hooks'
import { n, t } from '../../base/text'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { type Import, type Mode, written } from './props'

interface Props {
  row: Import
  busy: boolean
  onWrite: (mode: Mode) => void
}

/** After the check: all or nothing, or the rows without errors. */
export function Decision({ row, busy, onWrite }: Props) {
  const { error } = row.counts
  const [mode, setMode] = useState<Mode>(error > 0 ? 'valid' : 'all')
  const rows = written(row)
  if (rows === 0)
    return error > 0 ? (
      <Banner tone="bad" title={t('No row can be written')}>
        {t('Correct the file and bring it again, or change what the columns hold.')}
      </Banner>
    ) : (
      <Banner tone="good" title={t('There is nothing to write')}>
        {t('Everything in the file stands in the lists already.')}
      </Banner>
    )
  return (
    <section class="card card-body" aria-labelledby="decision">
      <h2 id="decision">{t('Write them?')}</h2>
      <p>
        {n(
          row.counts.create,
          '{count} {participant} would be added, {updated} changed.',
          '{count} {participants} would be added, {updated} changed.',
          { updated: row.counts.update },
        )}{' '}
        {error > 0 && n(error, '{count} row has errors.', '{count} rows have errors.')}
      </p>
      <fieldset>
        <legend class="visually-hidden">{t('How it is written')}</legend>
        <Way
          chosen={mode === 'all'}
          disabled={error > 0}
          label={t('All or nothing')}
          hint={
            error > 0
              ? t('Not possible while rows have errors.')
              : t(
                  'Everything stands at the end, or nothing does, whatever happens. Others wait while it is written.',
                )
          }
          onChoose={() => setMode('all')}
        />
        <Way
          chosen={mode === 'valid'}
          label={t('Valid rows only')}
          hint={t('Rows with errors are left out. What is written stays, also when you stop it.')}
          onChoose={() => setMode('valid')}
        />
      </fieldset>
      <div class="row">
        <Button kind="primary" icon="check" disabled={busy} onClick={() => onWrite(mode)}>
          {n(rows, 'Write {count} row', 'Write {count} rows')}
        </Button>
      </div>
    </section>
  )
}

interface WayProps {
  chosen: boolean
  disabled?: boolean
  label: string
  hint: string
  onChoose: () => void
}

function Way({ chosen, disabled = false, label, hint, onChoose }: WayProps) {
  const id = useId()
  return (
    <div class="field">
      <label class="check" for={id}>
        <input
          id={id}
          type="radio"
          name="mode"
          checked={chosen}
          disabled={disabled}
          aria-describedby={`${id}-hint`}
          onChange={onChoose}
        />
        <span>{label}</span>
      </label>
      <p id={`${id}-hint`} class="field-hint import-way">
        {hint}
      </p>
    </div>
  )
}
