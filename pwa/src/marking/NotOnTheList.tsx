import { computed } from '@preact/signals'
import { useMemo, useState } from 'preact/hooks'
import { n, t } from '../base/text'
import { type Other, type Store, watchOthers } from '../store'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { StateControl, sideBySide } from '../ui/StateControl'
import { apart, fullName } from '../ui/words'
import { AddPerson } from './AddPerson'
import { AllStates } from './AllStates'
import { matchingNames } from './filter'
import type { LineWorld } from './line-world'
import type { Marking } from './marking'

interface Props {
  store: Store
  session: number
  /** What is searched for; empty when nothing is. */
  query: string
  marking: Marking
  world: LineWorld
  /** The person is on the list now: the search has done its work. */
  onAdded: () => void
}

/** More than a screen can hold is not read; a longer search finds fewer. */
const MOST = 6

/** For who stands at the desk and is not on the list: found among the people of other groups, or written down. */
export function NotOnTheList({ store, session, query, marking, world, onAdded }: Props) {
  const [adding, setAdding] = useState(false)
  const asked = query.trim()
  const others = useMemo(
    () => (asked === '' ? null : watchOthers(store, session)),
    [store, session, asked === ''],
  )
  const found = useMemo(
    () => computed(() => (others && asked !== '' ? matchingNames(others.value, asked) : [])),
    [others, asked],
  ).value
  return (
    <section class="not-listed" aria-label={t('Not on this list')}>
      {found.length > 0 && (
        <>
          <h2>{t('In other {groups}')}</h2>
          <ul class="not-listed-people card">
            {found.slice(0, MOST).map((person) => (
              <OtherLine key={person.id} person={person} marking={marking} world={world} onAdded={onAdded} />
            ))}
          </ul>
          {found.length > MOST && (
            <p class="muted">
              {n(
                found.length - MOST,
                '{count} more match. Type more of the name.',
                '{count} more match. Type more of the name.',
              )}
            </p>
          )}
        </>
      )}
      <div class="not-listed-add">
        <Button icon="userPlus" onClick={() => setAdding(true)}>
          {asked === ''
            ? t('Add somebody who is not on the list')
            : t('Add “{name}” as a new person', { name: apart(asked) })}
        </Button>
      </div>
      {adding && (
        <AddPerson
          called={asked}
          present={world.present}
          states={world.states}
          letters={world.letters}
          onAdd={(person, state) => marking.walkIn(person, state)}
          onClose={(added) => {
            setAdding(false)
            if (added) onAdded()
          }}
        />
      )}
    </section>
  )
}

interface OtherProps {
  person: Other
  marking: Marking
  world: LineWorld
  onAdded: () => void
}

/** One tap on a state puts the person on this list and marks them. */
function OtherLine({ person, marking, world, onAdded }: OtherProps) {
  const [failed, setFailed] = useState(false)
  const [all, setAll] = useState(false)
  const name = fullName(person)
  const active = world.states.filter((state) => state.is_active)
  const { beside, more } = sideBySide(active)
  async function mark(state: string) {
    const { first_name, last_name, id } = person
    const saved = await marking.walkIn({ first_name, last_name, participant: id }, state)
    if (saved) onAdded()
    else setFailed(true)
  }
  return (
    <li class="line" data-place="unmarked">
      <div class="line-name">
        <span class="line-person">{name}</span>
        <span class="line-more">
          {person.identifier && <span class="number">{person.identifier}</span>}
          <span>{person.groups.join(', ')}</span>
        </span>
        {failed && (
          <span class="field-error" role="alert">
            {t('Not saved. This tablet could not store it.')}
          </span>
        )}
      </div>
      <StateControl
        states={beside}
        letters={world.letters}
        selected={null}
        name={t('Add {name} as', { name })}
        reachable
        onMark={(state) => void mark(state)}
        {...(more ? { onMore: () => setAll(true) } : {})}
      />
      {all && (
        <Dialog title={name} onClose={() => setAll(false)}>
          <AllStates
            legend={t('Add and mark as')}
            titled
            states={active}
            letters={world.letters}
            selected={null}
            onMark={(state) => void mark(state)}
          />
        </Dialog>
      )}
    </li>
  )
}
