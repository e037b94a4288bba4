import { stateLabel } from '../../../base/domain-words'
import { t } from '../../../base/text'
import { Button, IconButton } from '../../../ui/Button'
import { stateStyle } from '../../../ui/colour'
import { apart } from '../../../ui/words'
import type { PresenceState } from '../props'
import { countsWords } from './counting'
import { moverId } from './use-order'

interface Props {
  row: PresenceState
  letter: string
  first?: boolean
  last?: boolean
  /** Of one that is in use. */
  onMove?: (by: -1 | 1) => void
  onChange?: () => void
  /** Of a retired one. */
  onBack?: () => void
  onDelete?: () => void
}

/** One state: how it looks, what it counts as, and what can be done with it. */
export function StateRow({
  row,
  letter,
  first = false,
  last = false,
  onMove,
  onChange,
  onBack,
  onDelete,
}: Props) {
  const label = stateLabel(row)
  const state = apart(label)
  return (
    <li class="paged-row state-row">
      <div class="state-what">
        <span class="state-letter" aria-hidden="true" style={stateStyle(row.color)}>
          {letter}
        </span>
        <div>
          <p class="row">
            <strong>{label}</strong>
            {row.is_default && <span class="tag">{t('Default')}</span>}
          </p>
          <p class="muted">{countsWords(row.counts_as)}</p>
        </div>
      </div>
      {onMove && (
        <div class="row state-deeds">
          <IconButton
            icon="up"
            kind="quiet"
            id={moverId(row.code, -1)}
            label={t('Move {state} up', { state })}
            disabled={first}
            onClick={() => onMove(-1)}
          />
          <IconButton
            icon="down"
            kind="quiet"
            id={moverId(row.code, 1)}
            label={t('Move {state} down', { state })}
            disabled={last}
            onClick={() => onMove(1)}
          />
          <IconButton
            icon="pencil"
            kind="quiet"
            label={t('Change {name}', { name: state })}
            onClick={onChange}
          />
        </div>
      )}
      {onBack && (
        <Button kind="quiet" icon="undo" aria-label={t('Bring {state} back', { state })} onClick={onBack}>
          {t('Bring back')}
        </Button>
      )}
      {onDelete && (
        <Button kind="quiet" icon="bin" aria-label={t('Delete {state}', { state })} onClick={onDelete}>
          {t('Delete')}
        </Button>
      )}
    </li>
  )
}
