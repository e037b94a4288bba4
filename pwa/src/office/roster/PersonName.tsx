import { t } from '../../base/text'
import { apart, calendarDay, fullName } from '../../ui/words'
import type { Person } from './props'

/** Who somebody is, in two lines: enough to tell two of one name apart. */
export function PersonName({ person }: { person: Person }) {
  return (
    <div>
      <p class="row">
        <strong>{fullName(person)}</strong>
        {!person.is_active && (
          <span class="tag" data-tone="wait">
            {t('Deactivated')}
          </span>
        )}
      </p>
      <p class="muted">{detailWords(person)}</p>
    </div>
  )
}

function detailWords(person: Person): string {
  return [
    person.identifier === '' ? t('no identifier') : apart(person.identifier),
    person.date_of_birth && t('born {day}', { day: calendarDay(person.date_of_birth) }),
    person.external_id && t('elsewhere {number}', { number: apart(person.external_id) }),
  ]
    .filter(Boolean)
    .join(' · ')
}
