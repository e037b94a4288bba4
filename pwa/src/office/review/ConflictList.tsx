import { numeral, t } from '../../base/text'
import type { ConflictView, PresenceState } from '../../store'
import { Link } from '../../ui/navigation'
import { StateTag } from '../../ui/StateTag'
import { ago, apart, fullName } from '../../ui/words'

interface Props {
  conflicts: readonly ConflictView[]
  states: readonly PresenceState[]
  selected: number | null
  zone: string
  now: number
}

export const personOf = (conflict: ConflictView): string =>
  conflict.participantRow
    ? fullName(conflict.participantRow)
    : t('{Participant} {id}', { id: numeral(conflict.participant) })

export const sessionOf = (conflict: ConflictView): string =>
  apart(conflict.sessionRow?.name ?? '') || t('{Session} {id}', { id: numeral(conflict.session) })

/** Whom it is about, what the two said, and who they are. */
export function ConflictList({ conflicts, states, selected, zone, now }: Props) {
  return (
    <ul class="card conflict-list">
      {conflicts.map((conflict) => {
        const { version_a_data: a, version_b_data: b } = conflict
        return (
          <li key={conflict.id}>
            <Link
              class="conflict-link"
              href={`/review/${conflict.id}`}
              aria-current={conflict.id === selected ? 'true' : undefined}
            >
              <span class="conflict-person">{personOf(conflict)}</span>
              <span class="muted">
                {sessionOf(conflict)} ·{' '}
                {ago(Date.parse(conflict.resolved_at ?? conflict.created_at), now, zone)}
              </span>
              <span class="conflict-sides">
                <StateTag code={a.presence_state} states={states} />
                <span class="muted">{t('or')}</span>
                <StateTag code={b.presence_state} states={states} />
              </span>
              {conflict.chosen_version !== null && (
                <span class="tag" data-tone="good">
                  {chosenWords(conflict.chosen_version)}
                </span>
              )}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

export function chosenWords(chosen: 'a' | 'b' | 'other'): string {
  return chosen === 'other'
    ? t('Decided: neither version')
    : t('Decided: version {version}', { version: chosen.toUpperCase() })
}
