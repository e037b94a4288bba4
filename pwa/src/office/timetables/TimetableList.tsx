import { useState } from 'preact/hooks'
import { dayOf } from '../../base/days'
import { t } from '../../base/text'
import { SelectField } from '../../ui/Field'
import { Icon } from '../../ui/Icon'
import { ListHead } from '../../ui/ListHead'
import { Link } from '../../ui/navigation'
import { PagedList } from '../../ui/PagedList'
import { apart, calendarDay } from '../../ui/words'
import { useListing } from '../reading'
import { clockWords } from './dates'
import { useGroups } from './groups'
import type { Timetable, ViewProps } from './props'
import { ruleWords } from './rule-words'

/** What repeats, by group. */
export function TimetableList(props: ViewProps) {
  const { zone, now, mayPlan } = props
  const groups = useGroups(props)
  const [group, setGroup] = useState('')
  const [active, setActive] = useState('true')
  const path = pathOf(group, active)
  const list = useListing<Timetable>(props, path)
  const today = dayOf(now.value, zone)
  return (
    <>
      <ListHead
        intro={
          mayPlan
            ? t('Say once when a {group} meets, and make all its {sessions} in one action.')
            : t('Administrators say here when a {group} meets.')
        }
      >
        {mayPlan && (
          <Link
            class="button"
            data-kind="primary"
            href={group === '' ? '/timetables/new' : `/timetables/new?group=${group}`}
          >
            <Icon name="plus" />
            {t('New timetable')}
          </Link>
        )}
      </ListHead>
      <div class="filters">
        <SelectField
          label={t('{Group}')}
          value={group}
          onChange={setGroup}
          options={[{ value: '', label: t('All') }, ...groups.options]}
        />
        <SelectField
          label={t('Show')}
          value={active}
          onChange={setActive}
          options={[
            { value: 'true', label: t('In use') },
            { value: 'false', label: t('Out of use') },
            { value: '', label: t('All') },
          ]}
        />
      </div>
      <PagedList
        list={list}
        now={now.value}
        zone={zone}
        label={t('Repeating')}
        keyOf={(row) => row.id}
        empty={{
          icon: 'calendar',
          title: t('No timetables'),
          text: t('None fits what is chosen above.'),
        }}
        row={(row) => (
          <div class="paged-row">
            <div class="timetable-row">
              <p class="row">
                <strong>{apart(row.name)}</strong>
                <span class="muted">{groups.nameOf(row.group)}</span>
                <State row={row} today={today} />
              </p>
              <p>
                {t('{rule}, {start} to {end}', {
                  rule: ruleWords(row.rrule, row.starts_on),
                  start: clockWords(row.start_time),
                  end: clockWords(row.end_time),
                })}
              </p>
              <p class="muted">{spanWords(row)}</p>
            </div>
            {mayPlan && (
              <Link
                class="button"
                href={`/timetables/${row.id}`}
                aria-label={t('Open {name}', { name: apart(row.name) })}
              >
                <Icon name="pencil" />
                {t('Open it')}
              </Link>
            )}
          </div>
        )}
      />
    </>
  )
}

function State({ row, today }: { row: Timetable; today: string }) {
  if (!row.is_active) return <span class="tag">{t('Out of use')}</span>
  if (row.until !== null && row.until < today) return <span class="tag">{t('Over')}</span>
  return (
    <span class="tag" data-tone="good">
      {row.starts_on > today ? t('Ahead') : t('In use')}
    </span>
  )
}

const spanWords = (row: Timetable): string =>
  row.until === null
    ? t('from {day} on', { day: calendarDay(row.starts_on) })
    : t('{first} to {last}', { first: calendarDay(row.starts_on), last: calendarDay(row.until) })

function pathOf(group: string, active: string): string {
  const query = new URLSearchParams({ ordering: 'name', limit: '50' })
  if (group !== '') query.set('group', group)
  if (active !== '') query.set('is_active', active)
  return `/timetables?${query}`
}
