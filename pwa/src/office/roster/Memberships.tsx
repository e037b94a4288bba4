import { useMemo, useState } from 'preact/hooks'
import { t } from '../../base/text'
import { poster } from '../../store'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { SelectField } from '../../ui/Field'
import { Form } from '../../ui/Form'
import { Link } from '../../ui/navigation'
import { apart, dayOf, fullName } from '../../ui/words'
import { DeleteDialog } from '../DeleteDialog'
import type { Group, Membership, Person, ViewProps } from './props'
import { refusalWords } from './refusals'
import { placesIn, treeOf, wayTo } from './tree'

interface Props extends Pick<ViewProps, 'api' | 'zone' | 'mayChange'> {
  person: Person
  /** Null while that is not known. */
  rows: readonly Membership[] | null
  groups: readonly Group[]
  onChanged: () => void
}

/** The groups that somebody belongs to. */
export function Memberships(props: Props) {
  const { api, zone, mayChange, person, rows, groups, onChanged } = props
  const [joining, setJoining] = useState(false)
  const [leaving, setLeaving] = useState<Membership | null>(null)
  const nameOf = (id: number) => wayTo(groups, id) || t('not there any more')
  const name = fullName(person)

  return (
    <section class="stack" aria-labelledby="memberships">
      <div class="row roster-between">
        <h2 id="memberships">{t('{Groups}')}</h2>
        {mayChange && (
          <Button icon="plus" onClick={() => setJoining(true)}>
            {t('Add to one more {group}')}
          </Button>
        )}
      </div>
      {rows && rows.length > 0 && (
        <ul class="card paged" aria-label={t('{Groups} of {name}', { name })}>
          {rows.map((row) => (
            <li key={row.id} class="paged-row roster-row">
              <div>
                <p>
                  <Link href={`/groups/${row.group}`}>{apart(nameOf(row.group))}</Link>
                </p>
                <p class="muted">{t('since {time}', { time: dayOf(row.joined_at, zone) })}</p>
              </div>
              {mayChange && (
                <Button
                  kind="quiet"
                  icon="close"
                  aria-label={t('Take out of {group}', { group: apart(nameOf(row.group)) })}
                  onClick={() => setLeaving(row)}
                >
                  {t('Take out')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {rows?.length === 0 && (
        <Banner tone="wait" icon="users" title={t('In no {group}')}>
          {t('Whoever is in no {group} stands on no list, and is found by the search only.')}
        </Banner>
      )}
      {joining && (
        <JoinDialog
          {...props}
          inside={rows?.map((row) => row.group) ?? []}
          onDone={() => {
            setJoining(false)
            onChanged()
          }}
          onClose={() => setJoining(false)}
        />
      )}
      {leaving && (
        <DeleteDialog
          api={api}
          path={`/group-memberships/${leaving.id}`}
          seen={leaving.version}
          title={t('Take {name} out of {group}?', { name, group: apart(nameOf(leaving.group)) })}
          action={t('Take out')}
          icon="close"
          gone={t('{name} has left {group}.', { name, group: apart(nameOf(leaving.group)) })}
          words={refusalWords}
          onChanged={onChanged}
          onClose={() => setLeaving(null)}
        >
          <p>
            {t('What was recorded so far stays. On the next rosters of the {group} the name is missing.')}
          </p>
        </DeleteDialog>
      )}
    </section>
  )
}

interface JoinProps extends Props {
  /** Groups that the person is in already. */
  inside: readonly number[]
  onDone: () => void
  onClose: () => void
}

function JoinDialog({ api, person, groups, inside, onDone, onClose }: JoinProps) {
  const places = useMemo(() => placesIn(treeOf(groups)), [groups])
  const open = places.filter((one) => one.group.is_active && !inside.includes(one.group.id))
  const [group, setGroup] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const post = useMemo(() => poster(api), [api])
  async function submit() {
    setBusy(true)
    const asked = await post<Membership>('/group-memberships', {
      group: Number(group),
      participant: person.id,
    })
    setBusy(false)
    if (asked.ok) return onDone()
    setProblem(refusalWords(asked.error))
  }
  return (
    <Dialog title={t('Add {name} to one more {group}', { name: fullName(person) })} onClose={onClose}>
      <Form class="stack" onSubmit={submit}>
        {problem !== '' && <Banner tone="bad">{problem}</Banner>}
        <SelectField
          label={t('{Group}')}
          value={group}
          required
          onChange={setGroup}
          options={[
            { value: '', label: t('Choose') },
            ...open.map((place) => ({ value: String(place.group.id), label: place.way })),
          ]}
        />
        <div class="dialog-actions">
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button kind="primary" type="submit" disabled={busy || group === ''}>
            {t('Add')}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
