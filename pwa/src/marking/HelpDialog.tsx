import { digits, t } from '../base/text'
import type { PresenceState } from '../store'
import { stateStyle } from '../ui/colour'
import { Dialog } from '../ui/Dialog'
import type { LineWorld } from './line-world'

interface Props {
  world: LineWorld
  onClose: () => void
}

/** Everything that marks faster: for the finger, and for the keyboard. */
export function HelpDialog({ world, onClose }: Props) {
  const active = world.states.filter((state) => state.is_active)
  const exception = world.exception.value
  return (
    <Dialog title={t('Marking faster')} onClose={onClose}>
      <h3>{t('With a finger')}</h3>
      <ul class="help-list">
        {world.present && (
          <li>{t('Swipe a line in the direction of reading: {state}.', { state: world.present.label })}</li>
        )}
        {exception && (
          <li>
            {t('Swipe it the other way: {state}, or whichever exception was marked last.', {
              state: exception.label,
            })}
          </li>
        )}
        <li>{t('Go back before letting go, and nothing is marked.')}</li>
        <li>{t('Hold the letters at the edge of a long list and slide along them.')}</li>
      </ul>
      <h3>{t('With a keyboard')}</h3>
      <dl class="help-keys">
        {active.map((state, at) => (
          <StateKey key={state.code} state={state} letter={world.letters.get(state.code)} place={at + 1} />
        ))}
      </dl>
      <dl class="help-keys" data-long>
        <Key keys={[t('Delete')]} words={t('clear the mark')} />
        <Key keys={['↑', '↓', '←', '→']} words={t('move in the list')} />
        <Key keys={[t('Page up'), t('Page down')]} words={t('ten lines')} />
        <Key keys={[t('Home'), t('End')]} words={t('first and last line')} />
        <Key keys={['/']} words={t('search')} />
        <Key keys={['Ctrl', 'Z']} words={t('undo')} />
        <Key keys={['?']} words={t('this help')} />
      </dl>
    </Dialog>
  )
}

function StateKey({
  state,
  letter,
  place,
}: {
  state: PresenceState
  letter?: string | undefined
  place: number
}) {
  const keys = [letter, place <= 9 ? digits(place) : undefined]
  return (
    <Key
      keys={keys.filter((key, at) => key !== undefined && keys.indexOf(key) === at) as string[]}
      words={state.label}
      colour={state.color}
    />
  )
}

function Key({ keys, words, colour }: { keys: string[]; words: string; colour?: string }) {
  return (
    <div class="help-key">
      <dt>
        {keys.map((key) => (
          <kbd key={key} data-state={colour !== undefined} style={colour ? stateStyle(colour) : {}}>
            {key}
          </kbd>
        ))}
      </dt>
      <dd>{words}</dd>
    </div>
  )
}
