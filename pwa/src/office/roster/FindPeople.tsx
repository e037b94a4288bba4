import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../../base/text'
import { PagedList } from '../../ui/PagedList'
import { SearchField } from '../../ui/SearchField'
import { useListing, useSettled } from '../reading'
import { PersonName } from './PersonName'
import type { Person, ViewProps } from './props'

interface Props extends Pick<ViewProps, 'store' | 'api' | 'clock' | 'zone' | 'now'> {
  /** What can be done with somebody who was found. */
  action: (person: Person) => ComponentChildren
}

/** Looks for active people by name or identifier, at the server. */
export function FindPeople({ store, api, clock, zone, now, action }: Props) {
  const [search, setSearch] = useState('')
  const asked = useSettled(search.trim())
  return (
    <>
      <SearchField label={t('Name or identifier')} value={search} onInput={setSearch} />
      {asked === '' ? (
        <p class="muted">{t('Type a part of the name or the identifier.')}</p>
      ) : (
        <Found key={asked} {...{ store, api, clock, zone, now, action }} search={asked} />
      )}
    </>
  )
}

function Found({ store, api, clock, zone, now, action, search }: Props & { search: string }) {
  const query = new URLSearchParams({ search, is_active: 'true', ordering: 'last_name', limit: '20' })
  const list = useListing<Person>({ store, api, clock }, `/participants?${query}`)
  return (
    <PagedList
      list={list}
      now={now.value}
      zone={zone}
      label={t('Found')}
      keyOf={(person) => person.id}
      empty={{
        icon: 'search',
        title: t('Nobody found'),
        text: t('Try a part of the name, or the identifier.'),
      }}
      row={(person) => (
        <div class="paged-row roster-row">
          <PersonName person={person} />
          {action(person)}
        </div>
      )}
    />
  )
}
