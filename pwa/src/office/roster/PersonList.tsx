import { useMemo } from 'preact/hooks'
import { t } from '../../base/text'
import { SelectField } from '../../ui/Field'
import { Icon } from '../../ui/Icon'
import { Link } from '../../ui/navigation'
import { PagedList } from '../../ui/PagedList'
import { SearchField } from '../../ui/SearchField'
import { useListing, useSettled } from '../reading'
import { PersonName } from './PersonName'
import type { Group, Person, ViewProps } from './props'
import { placesIn, treeOf } from './tree'

export interface PersonFilters {
  search: string
  /** Its id; empty: everybody. */
  group: string
  active: 'true' | 'false' | ''
}

interface Props extends ViewProps {
  groups: readonly Group[]
  filters: PersonFilters
  onFilter: (change: Partial<PersonFilters>) => void
}

/** Everybody on the lists, by name; each leads to a page of their own. */
export function PersonList({ store, api, clock, zone, now, groups, filters, onFilter }: Props) {
  const asked = useSettled(filters.search.trim())
  const path = pathOf({ ...filters, search: asked })
  const list = useListing<Person>({ store, api, clock }, path)
  const places = useMemo(() => placesIn(treeOf(groups)), [groups])
  const narrowed = asked !== '' || filters.group !== '' || filters.active !== 'true'
  return (
    <>
      <div class="filters">
        <SearchField
          label={t('Name or identifier')}
          value={filters.search}
          onInput={(search) => onFilter({ search })}
        />
        <SelectField
          label={t('{Group}')}
          value={filters.group}
          onChange={(group) => onFilter({ group })}
          options={[
            { value: '', label: t('All') },
            ...places.map(({ group, way }) => ({ value: String(group.id), label: way })),
          ]}
        />
        <SelectField
          label={t('Show')}
          value={filters.active}
          onChange={(active) => onFilter({ active: active as PersonFilters['active'] })}
          options={[
            { value: 'true', label: t('Active') },
            { value: 'false', label: t('Deactivated') },
            { value: '', label: t('All') },
          ]}
        />
      </div>
      <PagedList
        list={list}
        now={now.value}
        zone={zone}
        label={t('{Participants}')}
        keyOf={(person) => person.id}
        empty={{
          icon: 'users',
          title: t('Nobody here'),
          text: narrowed ? t('Nobody fits these filters.') : t('Add somebody, or import a list.'),
        }}
        row={(person) => (
          <Link class="paged-row roster-link roster-row" href={`/participants/${person.id}`}>
            <PersonName person={person} />
            <Icon name="next" />
          </Link>
        )}
      />
    </>
  )
}

function pathOf({ search, group, active }: PersonFilters): string {
  const query = new URLSearchParams({ ordering: 'last_name', limit: '50' })
  if (search !== '') query.set('search', search)
  if (group !== '') query.set('group', group)
  if (active !== '') query.set('is_active', active)
  return `/participants?${query}`
}
