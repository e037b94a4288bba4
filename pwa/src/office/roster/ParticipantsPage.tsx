import { useEffect, useState } from 'preact/hooks'
import { t } from '../../base/text'
import { Button } from '../../ui/Button'
import { navigate } from '../../ui/navigation'
import { PageHead } from '../../ui/PageHead'
import { Tabs } from '../../ui/Tabs'
import { DuplicateList } from './DuplicateList'
import { MergePage } from './MergePage'
import { PersonForm } from './PersonForm'
import { type PersonFilters, PersonList } from './PersonList'
import { PersonPage } from './PersonPage'
import { numberOf, type ViewProps } from './props'
import { useGroups } from './use-groups'
import './roster.css'

/** Everybody on the lists, one of them, or those who may be listed twice. */
export function ParticipantsPage({ id, search, ...props }: ViewProps & { id: string; search: string }) {
  const { mayChange, onSync } = props
  const groups = useGroups(props).rows
  const wished = new URLSearchParams(search).get('group') ?? ''
  const [filters, setFilters] = useState<PersonFilters>({ search: '', group: wished, active: 'true' })
  const [adding, setAdding] = useState(false)
  useEffect(() => {
    if (wished !== '') setFilters((before) => ({ ...before, group: wished }))
  }, [wished])
  const person = numberOf(id)
  if (person !== null) return <PersonPage key={person} {...props} id={person} groups={groups} />
  if (id === 'merge' && mayChange)
    return <MergePage key={search} {...props} search={search} groups={groups} />
  const twice = id === 'twice' && mayChange
  return (
    <div class="page">
      <PageHead title={t('{Participants}')}>
        {mayChange && (
          <Button kind="primary" icon="userPlus" onClick={() => setAdding(true)}>
            {t('New {participant}')}
          </Button>
        )}
      </PageHead>
      {mayChange && (
        <Tabs
          label={t('{Participants}')}
          here={twice ? 'twice' : ''}
          tabs={[
            { id: '', href: '/participants', label: t('Everybody') },
            { id: 'twice', href: '/participants/twice', label: t('Listed twice?') },
          ]}
        />
      )}
      {twice ? (
        <DuplicateList {...props} />
      ) : (
        <PersonList
          {...props}
          groups={groups}
          filters={filters}
          onFilter={(change) => setFilters({ ...filters, ...change })}
        />
      )}
      {adding && (
        <PersonForm
          {...props}
          person={null}
          groups={groups}
          group={filters.group}
          onDone={(made) => {
            setAdding(false)
            onSync()
            navigate(`/participants/${made.id}`)
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </div>
  )
}
