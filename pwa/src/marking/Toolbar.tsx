import { digits, t } from '../base/text'
import type { PresenceState } from '../store'
import { Button, IconButton } from '../ui/Button'
import { Choices } from '../ui/Choices'
import { SearchField } from '../ui/SearchField'
import { Counts } from './Counts'
import type { Counts as CountsOf } from './counts'
import type { Show } from './filter'
import { restWords } from './rest'

interface Props {
  counts: CountsOf<PresenceState>
  letters: ReadonlyMap<string, string>
  sizes: Record<Show, number>
  show: Show
  query: string
  onShow: (show: Show) => void
  onQuery: (query: string) => void
}

/** Stays on the screen while the list scrolls: the counts, the search, the filters. */
export function Toolbar({ counts, letters, sizes, show, query, onShow, onQuery }: Props) {
  const options: { value: Show; words: string }[] = [
    { value: 'all', words: t('All') },
    { value: 'unmarked', words: t('Unmarked') },
    { value: 'in_question', words: t('In question') },
    { value: 'refused', words: t('Refused') },
  ]
  return (
    <div class="toolbar">
      <div class="toolbar-inner">
        <Counts counts={counts} letters={letters} />
        <div class="toolbar-find">
          <SearchField label={t('Find a person')} value={query} onInput={onQuery} />
          <Choices
            legend={t('Show')}
            value={show}
            onChange={onShow}
            options={options.map(({ value, words }) => ({
              value,
              label: (
                <>
                  {words} <span class="number muted">{digits(sizes[value])}</span>
                </>
              ),
            }))}
          />
          {/* Four choices beside each other are wider than a phone, and would take a line of their own from the list. */}
          <select
            class="input show-small"
            aria-label={t('Show')}
            value={show}
            onChange={(event) => onShow(event.currentTarget.value as Show)}
          >
            {options.map(({ value, words }) => (
              <option key={value} value={value}>
                {words} {digits(sizes[value])}
              </option>
            ))}
          </select>
        </div>
      </div>
    </div>
  )
}

interface UndoProps {
  lastAction: string | null
  onUndo: () => void
  /** Shows the last ten, each with its undo. */
  onLast: () => void
}

/** One step back, or the way to the others. */
export function UndoTools({ lastAction, onUndo, onLast }: UndoProps) {
  return (
    <span class="undo">
      <Button
        icon="undo"
        disabled={lastAction === null}
        title={lastAction ? t('Undo {action}', { action: lastAction }) : ''}
        onClick={onUndo}
      >
        <span>{t('Undo')}</span>
      </Button>
      <IconButton icon="history" label={t('Last actions')} disabled={lastAction === null} onClick={onLast} />
    </span>
  )
}

interface RestProps {
  /** The state that "everybody else" gets. */
  present: PresenceState
  remaining: number
  /** Who has no mark: more than remain, where some were refused or are in question. */
  unmarked: number
  onRemaining: () => void
}

/** All present, then the exceptions. */
export function MarkTheRest({ present, remaining, unmarked, onRemaining }: RestProps) {
  return (
    <Button kind="primary" icon="checkAll" disabled={remaining === 0} onClick={onRemaining}>
      {restWords(remaining, unmarked, present.label)}
    </Button>
  )
}
