import { t } from '../../../base/text'
import { Button, IconButton } from '../../../ui/Button'
import { SelectField, TextField } from '../../../ui/Field'
import type { CountsAs } from '../props'
import { COUNTS, countsWords, isLasting } from '../states/counting'
import { freeColour } from '../states/palette'
import type { DomainFields, StateFields } from './domain-fields'
import { WordPair } from './WordPair'

interface Props<T> {
  rows: readonly T[]
  problem: string | undefined
  onChange: (rows: readonly T[]) => void
}

const MOST = 50
const put = <T,>(rows: readonly T[], at: number, row: T): T[] =>
  rows.map((one, place) => (place === at ? row : one))
const without = <T,>(rows: readonly T[], at: number): T[] => rows.filter((_, place) => place !== at)

/** The kinds of groups that are offered. */
export function GroupTypeRows({ rows, problem, onChange }: Props<DomainFields['group_types'][number]>) {
  return (
    <section class="card card-body">
      <h3>{t('Kinds of {groups}')}</h3>
      <Problem words={problem} />
      <ul class="stack">
        {rows.map((row, at) => (
          <li key={row.code || `new ${at}`} class="word-row">
            <WordPair
              value={row}
              errors={[]}
              most={100}
              onChange={(words) => onChange(put(rows, at, { ...row, ...words }))}
            />
            <Remove line={at + 1} disabled={rows.length === 1} onRemove={() => onChange(without(rows, at))} />
          </li>
        ))}
      </ul>
      <div>
        <Button
          icon="plus"
          disabled={rows.length >= MOST}
          onClick={() => onChange([...rows, { code: '', en: '', bn: '' }])}
        >
          {t('Another kind')}
        </Button>
      </div>
    </section>
  )
}

/** The states that an organization begins with. */
export function StateRows({ rows, problem, onChange }: Props<StateFields>) {
  return (
    <section class="card card-body">
      <h3>{t('States to begin with')}</h3>
      <p class="field-hint">
        {t('They are added when the domain is applied; from then on they are changed under Presence states.')}
      </p>
      <Problem words={problem} />
      <ul class="stack">
        {rows.map((row, at) => (
          <li key={row.code || `new ${at}`} class="word-row">
            <div class="stack grow">
              <WordPair
                value={row}
                errors={[]}
                most={100}
                onChange={(words) => onChange(put(rows, at, { ...row, ...words }))}
              />
              <div class="word-pair">
                <TextField
                  label={t('Colour')}
                  type="color"
                  value={row.color}
                  onInput={(color) => onChange(put(rows, at, { ...row, color }))}
                />
                <SelectField
                  label={t('What it counts as')}
                  value={row.counts_as}
                  disabled={isLasting(row.code)}
                  onChange={(value) => onChange(put(rows, at, { ...row, counts_as: value as CountsAs }))}
                  options={COUNTS.map((one) => ({ value: one, label: countsWords(one) }))}
                />
              </div>
            </div>
            <Remove
              line={at + 1}
              disabled={isLasting(row.code)}
              onRemove={() => onChange(without(rows, at))}
            />
          </li>
        ))}
      </ul>
      <div>
        <Button
          icon="plus"
          disabled={rows.length >= MOST}
          onClick={() =>
            onChange([
              ...rows,
              { code: '', en: '', bn: '', color: freeColour(rows), counts_as: 'other', is_default: false },
            ])
          }
        >
          {t('Another state')}
        </Button>
      </div>
    </section>
  )
}

function Problem({ words }: { words: string | undefined }) {
  return words ? (
    <p class="field-error" role="alert">
      {words}
    </p>
  ) : null
}

function Remove({ line, disabled, onRemove }: { line: number; disabled: boolean; onRemove: () => void }) {
  return (
    <IconButton
      icon="close"
      kind="quiet"
      label={t('Take line {number} away', { number: line })}
      disabled={disabled}
      onClick={onRemove}
    />
  )
}
