import { t } from '../base/text'
import type { RosterRow } from '../store'
import { Button } from '../ui/Button'
import { VersionCard } from '../ui/VersionCard'
import type { LineActions, LineWorld } from './line-world'

interface Props {
  id: string
  row: RosterRow
  place: 'in_question' | 'refused' | 'unsaved'
  message: string
  selected: string | null
  world: LineWorld
  actions: LineActions
}

/** What a line has to say beyond its one word: both versions, the reason of a refusal, or a fault of the storage. */
export function LinePanel({ id, row, place, message, selected, world, actions }: Props) {
  if (place === 'in_question') return <InQuestion id={id} row={row} world={world} />
  const tried = place === 'unsaved' ? selected : (row.attempted ?? null)
  const words = world.states.find((state) => state.code === tried)?.label ?? t('no mark')
  return (
    <div id={id} class="line-panel" data-place={place}>
      <p>
        <strong>
          {place === 'unsaved'
            ? t('“{state}” is not saved.', { state: words })
            : t('“{state}” was refused.', { state: words })}{' '}
        </strong>
        {place === 'unsaved' ? message : row.reason}
      </p>
      <div class="row">
        {(place === 'unsaved' || (row.again && world.mayMark)) && (
          <Button icon="refresh" onClick={() => actions.mark(row, tried)}>
            {t('Try again')}
          </Button>
        )}
        <Button
          kind="quiet"
          onClick={() => (place === 'unsaved' ? actions.forgetTap(row) : actions.dismiss(row))}
        >
          {place === 'unsaved' ? t('Give up this mark') : t('I have seen it')}
        </Button>
      </div>
    </div>
  )
}

function InQuestion({ id, row, world }: { id: string; row: RosterRow; world: LineWorld }) {
  if (!row.conflict) return null
  return (
    <div id={id} class="line-panel" data-place="in_question">
      <p>
        {t(
          'Two people marked this differently. Nothing is overwritten; an administrator decides which one stands.',
        )}
      </p>
      <div class="versions">
        <VersionCard
          level={2}
          title={t('Version A, on the server first')}
          version={row.conflict.version_a_data}
          states={world.states}
          zone={world.zone}
        />
        <VersionCard
          level={2}
          title={t('Version B, arrived later')}
          version={row.conflict.version_b_data}
          states={world.states}
          zone={world.zone}
        />
      </div>
    </div>
  )
}
