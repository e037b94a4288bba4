import { Fragment } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../../base/text'
import { editing } from '../../store'
import { BackLink } from '../../ui/BackHead'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { Link, navigate } from '../../ui/navigation'
import { toast } from '../../ui/toast'
import { apart } from '../../ui/words'
import { EndDialog } from './EndDialog'
import { GroupForm } from './GroupForm'
import { kindWords } from './kinds'
import { Members } from './Members'
import type { Group, ViewProps } from './props'
import { refusalWords } from './refusals'
import { lineOf } from './tree'

interface Props extends ViewProps {
  group: Group
  groups: readonly Group[]
  /** The tree is to be read again. */
  onChanged: () => void
}

type Open = 'change' | 'delete' | 'deactivate'

/** One group: where it stands, who belongs to it, and what can be done with it. */
export function GroupDetail({ group, groups, onChanged, ...props }: Props) {
  const { api, kinds, mayChange } = props
  const [open, setOpen] = useState<Open | null>(null)
  const [problem, setProblem] = useState('')
  const above = lineOf(groups, group.id).slice(0, -1)
  const name = apart(group.name)
  const close = () => setOpen(null)
  function changed() {
    close()
    setProblem('')
    onChanged()
  }
  async function activate() {
    const asked = await editing<Group>(api, `/groups/${group.id}`, group.version, { is_active: true })
    if (!asked.ok) setProblem(refusalWords(asked.error))
    onChanged()
  }
  return (
    <article class="stack groups-one">
      {above.length > 0 && (
        <nav class="roster-way" aria-label={t('Above it')}>
          {above.map((one) => (
            <Fragment key={one.id}>
              <Link href={`/groups/${one.id}`}>{apart(one.name)}</Link>
              <Icon name="next" />
            </Fragment>
          ))}
        </nav>
      )}
      <div class="row roster-between">
        <div class="groups-title">
          <BackLink href="/groups" back={t('All {groups}')} />
          <h2>
            {name} <span class="tag">{kindWords(group.group_type, kinds)}</span>
          </h2>
        </div>
        {mayChange && (
          <Button icon="pencil" onClick={() => setOpen('change')}>
            {t('Rename or move')}
          </Button>
        )}
      </div>
      {problem !== '' && <Banner tone="bad">{problem}</Banner>}
      {!group.is_active && (
        <Banner
          tone="wait"
          icon="lock"
          title={t('Deactivated')}
          action={mayChange && <Button onClick={() => void activate()}>{t('Activate again')}</Button>}
        >
          {t('No new {sessions}, and no tablet offers it. Everything that was recorded is kept.')}
        </Banner>
      )}
      <Members {...props} group={group} />
      {mayChange && (
        <div class="row roster-end">
          {group.is_active && (
            <Button icon="lock" onClick={() => setOpen('deactivate')}>
              {t('Deactivate')}
            </Button>
          )}
          <Button kind="danger" onClick={() => setOpen('delete')}>
            {t('Delete')}
          </Button>
        </div>
      )}
      {open === 'change' && (
        <GroupForm
          {...props}
          group={group}
          groups={groups}
          onDone={() => {
            toast(t('Saved.'))
            changed()
          }}
          onClose={close}
        />
      )}
      {(open === 'delete' || open === 'deactivate') && (
        <EndDialog
          api={api}
          path="/groups"
          row={group}
          name={group.name}
          verb={open}
          deleting={<p>{t('Gone for good, with its memberships; the {participants} themselves stay.')}</p>}
          deactivating={
            <p>
              {t('It is offered nowhere any more. What was recorded stays, and you can activate it again.')}
            </p>
          }
          onDone={(done) => {
            changed()
            if (done === 'deactivate') return
            toast(t('{name} was deleted.', { name }))
            navigate(group.parent === null ? '/groups' : `/groups/${group.parent}`)
          }}
          onClose={close}
        />
      )}
    </article>
  )
}
