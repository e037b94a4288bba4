import type { ComponentChildren } from 'preact'
import { n, t } from '../../base/text'
import { Icon, type IconName } from '../../ui/Icon'
import { apart, fullName, listWords } from '../../ui/words'
import { detailName, detailValue } from './Facts'
import type { Forecast } from './merging'
import type { Group, Person } from './props'
import { wayTo } from './tree'

interface Side {
  person: Person
  marks: number | null
}

interface Props {
  stays: Side
  ends: Side
  told: Forecast
  groups: readonly Group[]
}

/** What a merge will do, in sentences, before it is done. */
export function ForecastWords({ stays, ends, told, groups }: Props) {
  const stay = fullName(stays.person)
  const end = apart(ends.person.identifier) || t('the other entry')
  const details = (some: Forecast['takes']) =>
    listWords(some.map(({ detail, value }) => `${detailName(detail)} ${detailValue(detail, value)}`))
  const more = (some: readonly string[]) => listWords(some.map(apart))
  return (
    <section class="card card-body" aria-labelledby="forecast">
      <h2 id="forecast">{t('What happens then')}</h2>
      <ul class="stack">
        {told.joins.length > 0 && (
          <Line icon="users">
            {t('{name} joins: {groups}', {
              name: stay,
              groups: listWords(told.joins.map((id) => apart(wayTo(groups, id)))),
            })}
          </Line>
        )}
        {told.takes.length + told.takesMore.length > 0 && (
          <Line icon="plus">
            {t('Taken over, because it was missing: {details}', {
              details: [details(told.takes), more(told.takesMore)].filter(Boolean).join(' · '),
            })}
          </Line>
        )}
        {told.loses.length + told.losesMore.length > 0 && (
          <Line icon="close">
            {t('Dropped, because {name} has another: {details}', {
              name: stay,
              details: [details(told.loses), more(told.losesMore)].filter(Boolean).join(' · '),
            })}
          </Line>
        )}
        {told.awakes && <Line icon="play">{t('{name} is active again.', { name: stay })}</Line>}
        <Line icon="check">{marksWords(ends.marks, end)}</Line>
        {ends.marks !== 0 && (
          <Line icon="scales">
            {t(
              'Where both were marked in one {session} and the marks differ, the mark of {name} stands and an administrator decides in the review.',
              { name: stay },
            )}
          </Line>
        )}
        <Line icon="device">
          {t('Tablets learn it by themselves. What they still send for the other entry counts for {name}.', {
            name: stay,
          })}
        </Line>
      </ul>
    </section>
  )
}

function marksWords(marks: number | null, identifier: string): string {
  if (marks === null) return t('All marks of {identifier} move along.', { identifier })
  if (marks === 0) return t('Nothing was recorded for {identifier} yet.', { identifier })
  return n(marks, '{count} mark of {identifier} moves along.', '{count} marks of {identifier} move along.', {
    identifier,
  })
}

function Line({ icon, children }: { icon: IconName; children: ComponentChildren }) {
  return (
    <li class="roster-line">
      <Icon name={icon} />
      <span>{children}</span>
    </li>
  )
}
