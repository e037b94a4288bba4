import { useEffect, useState } from 'preact/hooks'
import { t } from '../../base/text'
import type { RosterRow } from '../../store'
import { Button } from '../../ui/Button'
import { fold, matcher } from '../../ui/fold'
import { SearchField } from '../../ui/SearchField'
import { fullName } from '../../ui/words'

const LEAST_LETTERS = 3
const MOST = 5
/** A search that its person walked away from is nobody else's to read. */
const FORGOTTEN_MS = 20_000

interface Props {
  rows: readonly RosterRow[]
  onPick: (participant: number) => void
}

/** For guests without a badge, where staff allowed it: a few matches for three letters, never the list. */
export function NameSearch({ rows, onPick }: Props) {
  const [query, setQuery] = useState('')
  useEffect(() => {
    if (query === '') return
    const timer = setTimeout(() => setQuery(''), FORGOTTEN_MS)
    return () => clearTimeout(timer)
  }, [query])
  const enough = query.replace(/\s/g, '').length >= LEAST_LETTERS
  const fits = matcher(query)
  const found = enough
    ? rows.filter(({ participant: one }) => fits(fold(`${one.first_name} ${one.last_name}`)))
    : []
  return (
    <div class="kiosk-search">
      <SearchField label={t('Find your name')} value={query} onInput={setQuery} />
      {query !== '' && !enough && <p role="status">{t('Type at least three letters.')}</p>}
      {enough && found.length === 0 && (
        <p role="status">{t('Nobody of that name. Please ask the {staff}.')}</p>
      )}
      {found.length > MOST ? (
        <p role="status">{t('Type more of your name.')}</p>
      ) : (
        <ul>
          {found.map(({ participant }) => (
            <li key={participant.id}>
              <Button
                icon="user"
                onClick={() => {
                  setQuery('')
                  onPick(participant.id)
                }}
              >
                {t('I am {name}', { name: fullName(participant) })}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
