import { useMemo, useState } from 'preact/hooks'
import { n, t } from '../../base/text'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { CheckField } from '../../ui/Field'
import { Freshness } from '../../ui/Freshness'
import { navigate } from '../../ui/navigation'
import { PageHead } from '../../ui/PageHead'
import { SearchField } from '../../ui/SearchField'
import { toast } from '../../ui/toast'
import { GroupDetail } from './GroupDetail'
import { GroupForm } from './GroupForm'
import { GroupTree } from './GroupTree'
import { numberOf, type ViewProps } from './props'
import { RangeForm } from './RangeForm'
import { lineOf, searched, treeOf } from './tree'
import { useGroups } from './use-groups'
import './roster.css'

/** The tree of groups, and beside it the one that was chosen. */
export function GroupsPage({ id, ...props }: ViewProps & { id: string }) {
  const { kinds, zone, now, mayChange, onSync } = props
  const { rows, list } = useGroups(props)
  const [search, setSearch] = useState('')
  const [retired, setRetired] = useState(false)
  const [open, setOpen] = useState<'add' | 'range' | null>(null)
  const tree = useMemo(() => treeOf(rows), [rows])
  const shown = useMemo(() => searched(tree, search, retired), [tree, search, retired])
  const chosen = numberOf(id)
  const group = rows.find((row) => row.id === chosen) ?? null
  const line = group ? lineOf(rows, group.id).map((row) => row.id) : []
  const outcome = list.outcome.value
  const read = list.page.value !== null
  function changed() {
    setOpen(null)
    onSync()
    void list.refresh()
  }
  return (
    <div class="page groups" data-detail={chosen !== null}>
      <PageHead title={t('{Groups}')}>
        {mayChange && (
          <div class="row">
            <Button icon="copy" onClick={() => setOpen('range')}>
              {t('Several at once')}
            </Button>
            <Button kind="primary" icon="plus" onClick={() => setOpen('add')}>
              {t('New {group}')}
            </Button>
          </div>
        )}
      </PageHead>
      <div class="groups-list">
        <SearchField label={t('Find a {group}')} value={search} onInput={setSearch} />
        <CheckField label={t('Deactivated ones, too')} checked={retired} onChange={setRetired} />
        <Freshness
          savedAt={list.page.value?.saved_at ?? null}
          now={now.value}
          zone={zone}
          outcome={outcome}
          onRefresh={() => void list.refresh()}
        />
        {shown.length > 0 && (
          <GroupTree tree={shown} kinds={kinds} line={line} whole={search.trim() !== ''} />
        )}
        {shown.length === 0 && read && (
          <Empty
            icon={search ? 'search' : 'users'}
            title={search ? t('Nothing found') : t('No {groups} yet')}
          >
            <p>
              {search
                ? t('No {group} has this name. Deactivated ones are found where they are shown.')
                : t('Add one, several at once, or import a list.')}
            </p>
          </Empty>
        )}
        {!read && outcome !== 'asking' && (
          <Empty icon="cloudOff" title={t('Not on this tablet')}>
            <p>{t('This page needs the network.')}</p>
          </Empty>
        )}
      </div>
      <div class="groups-detail">
        {group ? (
          <GroupDetail key={group.id} {...props} group={group} groups={rows} onChanged={changed} />
        ) : chosen === null ? (
          read &&
          rows.length > 0 && (
            <Empty icon="users" title={t('Choose a {group}')}>
              <p>{t('Who belongs to it, and what can be done with it, appears here.')}</p>
            </Empty>
          )
        ) : (
          outcome !== 'asking' && (
            <Empty icon="search" title={t('Nothing here')}>
              <p>{t('This {group} was deleted, or this page needs the network.')}</p>
            </Empty>
          )
        )}
      </div>
      {open === 'add' && (
        <GroupForm
          {...props}
          group={null}
          groups={rows}
          parent={group?.is_active ? group.id : null}
          onDone={(made) => {
            changed()
            navigate(`/groups/${made.id}`)
          }}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'range' && (
        <RangeForm
          {...props}
          groups={rows}
          parent={group?.is_active ? group.id : null}
          onDone={(added) => {
            toast(n(added, '{count} {group} added.', '{count} {groups} added.'))
            changed()
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  )
}
