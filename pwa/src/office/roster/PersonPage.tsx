import { useState } from 'preact/hooks'
import type { Page } from '../../base/resources'
import { t } from '../../base/text'
import { editing } from '../../store'
import { BackHead } from '../../ui/BackHead'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Empty } from '../../ui/Empty'
import { Freshness } from '../../ui/Freshness'
import { Link, navigate } from '../../ui/navigation'
import { toast } from '../../ui/toast'
import { dayOf, fullName } from '../../ui/words'
import { useAnswer } from '../reading'
import { EndDialog } from './EndDialog'
import { Facts } from './Facts'
import { FindPeople } from './FindPeople'
import { Memberships } from './Memberships'
import { mergeAddress } from './merging'
import { PersonForm } from './PersonForm'
import type { Group, Membership, Person, ViewProps } from './props'
import { refusalWords } from './refusals'

interface Props extends ViewProps {
  id: number
  groups: readonly Group[]
}

type Open = 'change' | 'merge' | 'delete' | 'deactivate'

/** One person: who they are, where they belong, and what can be done about it. */
export function PersonPage({ id, groups, ...props }: Props) {
  const { api, zone, now, mayChange, onSync } = props
  const seen = useAnswer<Person>(props, `/participants/${id}`, 'identifier')
  const groupsSeen = useAnswer<Page<Membership>>(
    props,
    `/group-memberships?participant=${id}&ordering=joined_at&limit=500`,
    'results',
  )
  const [open, setOpen] = useState<Open | null>(null)
  const [problem, setProblem] = useState('')
  const person = seen.value
  const close = () => setOpen(null)
  const refresh = () => {
    void seen.refresh()
    void groupsSeen.refresh()
  }
  function changed() {
    close()
    setProblem('')
    onSync()
    refresh()
  }
  async function activate(row: Person) {
    const asked = await editing<Person>(api, `/participants/${id}`, row.version, { is_active: true })
    if (asked.ok) return changed()
    setProblem(refusalWords(asked.error))
    void seen.refresh()
  }
  const name = person ? fullName(person) : t('{Participant}')
  return (
    <div class="page">
      <BackHead
        href="/participants"
        back={t('All {participants}')}
        title={name}
        documentTitle={t('{Participant}')}
      >
        {person && mayChange && (
          <div class="row">
            <Button icon="users" onClick={() => setOpen('merge')}>
              {t('Listed twice?')}
            </Button>
            <Button kind="primary" icon="pencil" onClick={() => setOpen('change')}>
              {t('Change')}
            </Button>
          </div>
        )}
      </BackHead>
      <Freshness
        savedAt={seen.savedAt}
        now={now.value}
        zone={zone}
        outcome={seen.outcome === 'fresh' ? groupsSeen.outcome : seen.outcome}
        onRefresh={refresh}
      />
      {problem !== '' && <Banner tone="bad">{problem}</Banner>}
      {person && seen.outcome !== 'gone' && (
        <>
          {!person.is_active && (
            <Banner
              tone="wait"
              icon="lock"
              title={t('Deactivated')}
              action={
                mayChange && <Button onClick={() => void activate(person)}>{t('Activate again')}</Button>
              }
            >
              {t('On no roster any more. Everything that was recorded is kept.')}
            </Banner>
          )}
          <div class="card card-body">
            <Facts person={person} />
            <p class="muted">
              {t('added on {day}', { day: dayOf(person.created_at, zone) })} ·{' '}
              {t('changed on {day}', { day: dayOf(person.updated_at, zone) })}
            </p>
          </div>
          <Memberships
            {...props}
            person={person}
            rows={groupsSeen.value?.results ?? null}
            groups={groups}
            onChanged={changed}
          />
          {mayChange && (
            <div class="row roster-end">
              {person.is_active && (
                <Button icon="lock" onClick={() => setOpen('deactivate')}>
                  {t('Deactivate')}
                </Button>
              )}
              <Button kind="danger" onClick={() => setOpen('delete')}>
                {t('Delete')}
              </Button>
            </div>
          )}
        </>
      )}
      {(!person || seen.outcome === 'gone') && seen.outcome !== 'asking' && (
        <NotHere gone={seen.outcome === 'gone'} />
      )}
      {person && open === 'change' && (
        <PersonForm
          {...props}
          person={person}
          onDone={() => {
            toast(t('Saved.'))
            changed()
          }}
          onClose={close}
        />
      )}
      {person && open === 'merge' && <Twin {...props} person={person} onClose={close} />}
      {person && (open === 'delete' || open === 'deactivate') && (
        <EndDialog
          api={api}
          path="/participants"
          row={person}
          name={name}
          verb={open}
          deleting={
            <p>{t('Gone for good, with all memberships. Meant for somebody who was added by mistake.')}</p>
          }
          deactivating={
            <p>{t('The name leaves all rosters. What was recorded stays, and you can activate it again.')}</p>
          }
          onDone={(done) => {
            if (done === 'deactivate') return changed()
            onSync()
            toast(t('{name} was deleted.', { name }))
            navigate('/participants')
          }}
          onClose={close}
        />
      )}
    </div>
  )
}

function NotHere({ gone }: { gone: boolean }) {
  return gone ? (
    <Empty icon="search" title={t('Nobody here')}>
      <p>{t('Was deleted, or found to be the same as somebody else.')}</p>
    </Empty>
  ) : (
    <Empty icon="cloudOff" title={t('Not on this tablet')}>
      <p>{t('This page needs the network.')}</p>
    </Empty>
  )
}

function Twin({ person, onClose, ...props }: ViewProps & { person: Person; onClose: () => void }) {
  return (
    <Dialog title={t('Who is the same as {name}?', { name: fullName(person) })} onClose={onClose}>
      <FindPeople
        {...props}
        action={(other) =>
          other.id === person.id ? (
            <span class="tag">{t('This one')}</span>
          ) : (
            <Link class="button" href={mergeAddress(person.id, other.id)}>
              {t('Compare')}
            </Link>
          )
        }
      />
    </Dialog>
  )
}
