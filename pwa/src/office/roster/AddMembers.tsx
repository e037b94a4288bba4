import { useMemo, useState } from 'preact/hooks'
import { n, t } from '../../base/text'
import { poster } from '../../store'
import { announce } from '../../ui/announce'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { apart, fullName } from '../../ui/words'
import { FindPeople } from './FindPeople'
import type { Group, Membership, Person, ViewProps } from './props'
import { refusalWords } from './refusals'

interface Props extends ViewProps {
  group: Group
  onClose: (added: boolean) => void
}

/** Finds people and puts them into a group, one tap each. */
export function AddMembers({ group, onClose, ...props }: Props) {
  const [inside, setInside] = useState<ReadonlyMap<number, 'added' | 'was there'>>(new Map())
  const [busy, setBusy] = useState<number | null>(null)
  const [problem, setProblem] = useState('')
  const post = useMemo(() => poster(props.api), [props.api])
  const added = [...inside.values()].filter((how) => how === 'added').length
  async function add(person: Person) {
    setBusy(person.id)
    setProblem('')
    const asked = await post<Membership>('/group-memberships', { group: group.id, participant: person.id })
    setBusy(null)
    if (!asked.ok && asked.error.code !== 'membership_exists') return setProblem(refusalWords(asked.error))
    setInside((before) => new Map(before).set(person.id, asked.ok ? 'added' : 'was there'))
    announce(t('{name} was added.', { name: fullName(person) }))
  }
  return (
    <Dialog title={t('Add to {group}', { group: apart(group.name) })} onClose={() => onClose(added > 0)}>
      {problem !== '' && <Banner tone="bad">{problem}</Banner>}
      <FindPeople
        {...props}
        action={(person) => {
          const how = inside.get(person.id)
          if (how)
            return (
              <span class="tag" data-tone={how === 'added' ? 'good' : undefined}>
                {how === 'added' ? t('Added') : t('Was in it already')}
              </span>
            )
          return (
            <Button
              icon="plus"
              disabled={busy !== null}
              aria-label={t('Add {name}', { name: fullName(person) })}
              onClick={() => void add(person)}
            >
              {t('Add')}
            </Button>
          )
        }}
      />
      <div class="dialog-actions">
        <Button kind="primary" onClick={() => onClose(added > 0)}>
          {added === 0 ? t('Close') : n(added, 'Done, {count} added', 'Done, {count} added')}
        </Button>
      </div>
    </Dialog>
  )
}
