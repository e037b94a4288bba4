import type { ComponentChildren } from 'preact'
import { t } from '../../base/text'
import { apart, calendarDay } from '../../ui/words'
import type { Detail } from './merging'
import type { Person } from './props'

/** What is known of somebody, the organization's own details included. */
export function Facts({ person, children }: { person: Person; children?: ComponentChildren }) {
  const none = <span class="muted">{t('none')}</span>
  return (
    <dl class="facts">
      <dt>{detailName('identifier')}</dt>
      <dd>{person.identifier || none}</dd>
      <dt>{detailName('external_id')}</dt>
      <dd>{person.external_id || none}</dd>
      <dt>{detailName('date_of_birth')}</dt>
      <dd>{person.date_of_birth ? calendarDay(person.date_of_birth) : none}</dd>
      {Object.entries(person.extra_data).map(([name, value]) => (
        <Extra key={name} name={name} value={value} />
      ))}
      {children}
    </dl>
  )
}

function Extra({ name, value }: { name: string; value: unknown }) {
  if (name === 'walk_in')
    return (
      <>
        <dt>{t('Came in')}</dt>
        <dd>{t('added while marking, on a tablet')}</dd>
      </>
    )
  return (
    <>
      <dt>
        <bdi>{name}</bdi>
      </dt>
      <dd>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</dd>
    </>
  )
}

export function detailName(detail: Detail): string {
  switch (detail) {
    case 'first_name':
      return t('First name')
    case 'last_name':
      return t('Last name')
    case 'identifier':
      return t('Identifier')
    case 'external_id':
      return t('Number elsewhere')
    case 'date_of_birth':
      return t('Date of birth')
  }
}

export const detailValue = (detail: Detail, value: string): string =>
  detail === 'date_of_birth' ? calendarDay(value) : apart(value)
