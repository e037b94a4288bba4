import { useId, useState } from 'preact/hooks'
import type { components } from '../../base/api.gen'
import { n, t } from '../../base/text'
import { Button } from '../../ui/Button'
import { apart } from '../../ui/words'

type Row = components['schemas']['BadgeReport']['results'][number]

/** A list this long is looked through; a longer one is asked for. */
const SOME = 60

interface Props {
  rows: readonly Row[]
  /** Whether they are of several groups, so that each says its own. */
  mixed: boolean
}

/** Who lacks an identifier first: there is something to be done about it. */
export function People({ rows, mixed }: Props) {
  const without = rows.filter((row) => row.identifier === '')
  return (
    <>
      {without.length > 0 && (
        <Names
          title={t('No badge yet')}
          text={t('They have no identifier, so their badge would say nothing. Give them one first.')}
          rows={without}
          mixed={mixed}
        />
      )}
      <Names title={t('Get a badge')} rows={rows.filter((row) => row.identifier !== '')} mixed={mixed} />
    </>
  )
}

function Names({ title, text, rows, mixed }: Props & { title: string; text?: string }) {
  const heading = useId()
  const [all, setAll] = useState(false)
  const shown = all ? rows : rows.slice(0, SOME)
  return (
    <section class="stack" aria-labelledby={heading}>
      <h2 id={heading}>
        {title} <span class="muted number">{n(rows.length, '{count} person', '{count} people')}</span>
      </h2>
      {text && <p class="muted">{text}</p>}
      <ul class="card badge-people">
        {shown.map((row) => (
          <li key={row.participant}>
            <bdi>{row.name}</bdi> <span class="muted">{factsOf(row, mixed)}</span>
          </li>
        ))}
      </ul>
      {shown.length < rows.length && (
        <div>
          <Button onClick={() => setAll(true)}>{t('Show everybody')}</Button>
        </div>
      )}
    </section>
  )
}

const factsOf = (row: Row, mixed: boolean): string =>
  [row.identifier, mixed ? row.group : null].flatMap((fact) => (fact ? apart(fact) : [])).join(' · ')
