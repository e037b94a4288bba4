import { useEffect, useMemo, useState } from 'preact/hooks'
import { n, t } from '../../base/text'
import { refreshUsers, watchDirectory } from '../../store'
import { Button } from '../../ui/Button'
import { Link, navigate } from '../../ui/navigation'
import { PagedList } from '../../ui/PagedList'
import { PageHead } from '../../ui/PageHead'
import { ago, apart } from '../../ui/words'
import { DeleteDialog } from '../DeleteDialog'
import { Counts } from './Counts'
import { ImportView } from './ImportView'
import { type Import, isAtWork, type ViewProps } from './props'
import { UploadCard } from './UploadCard'
import './imports.css'
import { useListing } from '../reading'

/** Lists of people from files: a new one, and those before it. */
export function ImportsPage({ id, ...props }: ViewProps & { id: string }) {
  if (/^\d{1,15}$/.test(id)) return <ImportView key={id} {...props} id={id} />
  return (
    <div class="page">
      <PageHead title={t('Imports')} />
      <UploadCard api={props.api} onTaken={(taken) => navigate(`/imports/${taken.id}`)} />
      <Earlier {...props} />
    </div>
  )
}

function Earlier({ store, api, clock, zone, now }: ViewProps) {
  const list = useListing<Import>({ store, api, clock }, '/imports?ordering=-id&limit=20')
  const { users } = useMemo(() => watchDirectory(store), [store]).value
  useEffect(() => void refreshUsers(store, api, clock), [store, api, clock])
  const [leaving, setLeaving] = useState<Import | null>(null)
  return (
    <section class="stack" aria-labelledby="earlier">
      <h2 id="earlier">{t('Earlier imports')}</h2>
      <PagedList
        list={list}
        now={now.value}
        zone={zone}
        label={t('Earlier imports')}
        keyOf={(row) => row.id}
        empty={{
          icon: 'upload',
          title: t('Nothing was imported yet'),
          text: t('Choose a file above. Nothing is written before you have seen what becomes of every row.'),
        }}
        row={(row) => (
          <div class="paged-row">
            <div class="import-earlier">
              <p class="row">
                <Link href={`/imports/${row.id}`} class="import-name">
                  {apart(row.file_name)}
                </Link>
                <StatusTag row={row} />
              </p>
              <p class="muted">
                {n(row.total, '{count} row', '{count} rows')}
                {' · '}
                {t('{name}, {age}', {
                  name: apart(users.get(row.created_by) ?? t('an administrator')),
                  age: ago(Date.parse(row.created_at), now.value, zone),
                })}
              </p>
              {row.status === 'done' && <Counts counts={row.counts} past />}
            </div>
            {!isAtWork(row) && (
              <Button
                kind="quiet"
                icon="close"
                aria-label={t('Forget {name}', { name: apart(row.file_name) })}
                onClick={() => setLeaving(row)}
              >
                {t('Forget')}
              </Button>
            )}
          </div>
        )}
      />
      {leaving && (
        <DeleteDialog
          api={api}
          path={`/imports/${leaving.id}`}
          title={t('Forget {name}?', { name: apart(leaving.file_name) })}
          action={t('Forget')}
          gone={t('{name} is forgotten.', { name: apart(leaving.file_name) })}
          onChanged={() => void list.refresh()}
          onClose={() => setLeaving(null)}
        >
          <p>{t('The file and its rows are deleted here. What was written to the lists stays.')}</p>
        </DeleteDialog>
      )}
    </section>
  )
}

function StatusTag({ row }: { row: Import }) {
  const tone = { done: 'good', failed: 'bad', checked: 'ask', ready: 'ask' }[row.status as string]
  return (
    <span class="tag" data-tone={tone ?? (isAtWork(row) ? 'wait' : undefined)}>
      {statusWords(row.status)}
    </span>
  )
}

function statusWords(status: Import['status']): string {
  switch (status) {
    case 'reading':
      return t('Is being read')
    case 'ready':
      return t('Waits for its columns')
    case 'checking':
      return t('Is being checked')
    case 'checked':
      return t('Waits for your word')
    case 'committing':
      return t('Is being written')
    case 'done':
      return t('Written')
    case 'failed':
      return t('Failed')
    case 'cancelled':
      return t('Stopped')
  }
}
