import { t } from '../base/text'
import type { PresenceState } from '../store'
import { type Newcomer, NewcomerForm } from '../ui/NewcomerForm'
import { AllStates } from './AllStates'

interface Props {
  /** What was searched for: probably the name. */
  called: string
  /** What Enter marks: who stands at the desk is there. Undefined where the organization has no such state. */
  present: PresenceState | undefined
  states: readonly PresenceState[]
  letters: ReadonlyMap<string, string>
  /** Resolves to whether person and mark are on the disk. */
  onAdd: (person: Newcomer, state: string) => Promise<boolean>
  onClose: (added: boolean) => void
}

/** Who stands at the desk and is on no list; choosing the state adds and marks in one step. */
export function AddPerson({ called, present, states, letters, onAdd, onClose }: Props) {
  return (
    <NewcomerForm
      title={t('Add a person')}
      start={namesIn(called)}
      state={present?.code ?? null}
      onAdd={onAdd}
      onClose={onClose}
      states={({ busy, add }) => (
        <>
          <AllStates
            legend={t('Add and mark as')}
            titled
            states={states}
            letters={letters}
            selected={null}
            disabled={busy}
            onMark={(state) => void add(state)}
          />
          {present && (
            <p class="field-hint">
              {t('Enter on the keyboard adds and marks: {state}.', { state: present.label })}
            </p>
          )}
        </>
      )}
    />
  )
}

/** "zoe van dyk" is Zoe and van Dyk; what has a digit is no name but an identifier. */
export function namesIn(called: string): Newcomer {
  const words = called.trim().split(/\s+/).filter(Boolean)
  if (words.some((word) => /\p{Nd}/u.test(word)))
    return { first_name: '', last_name: '', identifier: words.join(' ') }
  const [first = '', ...rest] = words.map(upperFirst)
  return { first_name: first, last_name: rest.join(' '), identifier: '' }
}

const upperFirst = (word: string, at: number, all: string[]): string =>
  // Small words inside a name stay small: van, de, bin.
  at > 0 && at < all.length - 1 ? word : word.charAt(0).toLocaleUpperCase() + word.slice(1)
