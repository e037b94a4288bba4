import { t } from '../base/text'
import type { RosterRow } from '../store'
import { Icon, type IconName } from '../ui/Icon'
import type { Tap } from './taps'

type Place = RosterRow['where'] | 'saving' | 'unsaved'

const WORDS: Record<Place, { icon: IconName; text: () => string } | null> = {
  unmarked: null,
  saving: { icon: 'pencil', text: () => t('Saving') },
  unsaved: { icon: 'alert', text: () => t('Not saved') },
  waiting: { icon: 'device', text: () => t('On this tablet') },
  sending: { icon: 'send', text: () => t('Sending') },
  server: { icon: 'cloud', text: () => t('On the server') },
  in_question: { icon: 'question', text: () => t('In question') },
  refused: { icon: 'refused', text: () => t('Refused') },
}

/** Where the mark is, judged by what is really stored: a tap counts as saved only after its commit. */
export function placeOf(row: RosterRow, tap: Tap | null): Place {
  if (tap?.phase === 'failed') return 'unsaved'
  if (tap?.phase === 'saving') return 'saving'
  if (tap?.phase === 'saved') return 'waiting'
  return row.conflict !== null && row.where !== 'refused' ? 'in_question' : row.where
}

interface Props {
  place: Place
  panel: string
  open: boolean
  onToggle: () => void
}

/** Icon and words; a button where there is more to know. */
export function WhereIs({ place, panel, open, onToggle }: Props) {
  const words = WORDS[place]
  if (!words) return <span class="where" data-place={place} />
  const inside = (
    <>
      <Icon name={words.icon} />
      <span class="where-text">{words.text()}</span>
    </>
  )
  if (place !== 'in_question' && place !== 'refused' && place !== 'unsaved')
    return (
      <span class="where" data-place={place}>
        {inside}
      </span>
    )
  return (
    <button
      type="button"
      class="where"
      data-place={place}
      data-cell
      tabIndex={-1}
      aria-expanded={open}
      aria-controls={panel}
      onClick={onToggle}
    >
      {inside}
    </button>
  )
}
