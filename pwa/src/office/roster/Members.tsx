import { useState } from 'preact/hooks'
import type { Page } from '../../base/resources'
import { t } from '../../base/text'
import { ask, removing } from '../../store'
import { Button } from '../../ui/Button'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { Link } from '../../ui/navigation'
import { PagedList } from '../../ui/PagedList'
import { SearchField } from '../../ui/SearchField'
import { toast } from '../../ui/toast'
import { apart, fullName } from '../../ui/words'
import { useListing, useSettled } from '../reading'
import { AddMembers } from './AddMembers'
import { PersonName } from './PersonName'
import type { Group, Membership, Person, ViewProps } from './props'
import { refusalWords } from './refusals'

/** Who belongs to a group. */
export function Members({ group, ...props }: ViewProps & { group: Group }) {
  const { api, zone, now, mayChange, onSync } = props
  const [search, setSearch] = useState('')
  const asked = useSettled(search.trim())
  const path = pathOf(group.id, asked)
  const list = useListing<Person>(props, path)
  const [adding, setAdding] = useState(false)
  const [leaving, setLeaving] = useState<Person | null>(null)

  async function leave(person: Person): Promise<string | null> {
    const found = await ask<Page<Membership>>(api, {
      method: 'GET',
      path: `/group-memberships?group=${group.id}&participant=${person.id}&limit=1`,
    })
    if (!found.ok) return refusalWords(found.error)
    const [row] = found.value.results
    const gone = row && (await removing(api, `/group-memberships/${row.id}`, row.version))
    if (gone && !gone.ok && gone.error.code !== 'not_found') return refusalWords(gone.error)
    toast(t('{name} has left {group}.', { name: fullName(person), group: apart(group.name) }))
    onSync()
    void list.refresh()
    return null
  }
  return (
    <section class="stack" aria-labelledby="members">
      <div class="row roster-between">
        <h3 id="members">{t('{Participants}')}</h3>
        {mayChange && group.is_active && (
          <Button kind="primary" icon="userPlus" onClick={() => setAdding(true)}>
            {t('Add {participants}')}
          </Button>
        )}
      </div>
      <SearchField label={t('Find in this {group}')} value={search} onInput={setSearch} />
      <PagedList
        list={list}
        now={now.value}
        zone={zone}
        label={t('{Participants}')}
        keyOf={(person) => person.id}
        empty={{
          icon: 'users',
          title: asked === '' ? t('Nobody yet') : t('Nobody found'),
          text:
            asked === ''
              ? t('Whoever belongs to it stands on the rosters of its {sessions}.')
              : t('Try a part of the name, or the identifier.'),
        }}
        row={(person) => (
          <div class="paged-row roster-row">
            <Link class="roster-member" href={`/participants/${person.id}`}>
              <PersonName person={person} />
            </Link>
            {mayChange && (
              <Button
                kind="quiet"
                icon="close"
                aria-label={t('Take {name} out', { name: fullName(person) })}
                onClick={() => setLeaving(person)}
              >
                {t('Take out')}
              </Button>
            )}
          </div>
        )}
      />
      {adding && (
        <AddMembers
          {...props}
          group={group}
          onClose={(added) => {
            setAdding(false)
            if (!added) return
            onSync()
            void list.refresh()
          }}
        />
      )}
      {leaving && (
        <ConfirmDialog
          title={t('Take {name} out of {group}?', { name: fullName(leaving), group: apart(group.name) })}
          action={t('Take out')}
          danger
          onConfirm={() => leave(leaving)}
          onClose={() => setLeaving(null)}
        >
          <p>
            {t('What was recorded so far stays. On the next rosters of the {group} the name is missing.')}
          </p>
        </ConfirmDialog>
      )}
    </section>
  )
}

function pathOf(group: number, search: string): string {
  const query = new URLSearchParams({ group: String(group), ordering: 'last_name', limit: '50' })
  if (search !== '') query.set('search', search)
  return `/participants?${query}`
}
