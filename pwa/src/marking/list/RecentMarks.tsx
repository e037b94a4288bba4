import type { ReadonlySignal } from '@preact/signals'
import { t } from '../../base/text'
import type { Recent } from '../../store'
import { stateStyle } from '../../ui/colour'
import { dayName } from '../../ui/words'
import type { LineWorld } from '../line-world'

interface Props {
  recent: ReadonlySignal<readonly Recent[]>
  world: LineWorld
}

/** The sessions before this one as small letters, oldest first; the same in words for who cannot see them. */
export function RecentMarks({ recent, world }: Props) {
  const marks = recent.value
  if (marks.length === 0) return null
  const stateOf = (code: string | null) => world.states.find((state) => state.code === code)
  const words = marks
    .map(({ scheduled_start_at, state }) =>
      t('{day}: {state}', {
        day: dayName(scheduled_start_at, world.zone),
        state: stateOf(state)?.label ?? state ?? t('no mark'),
      }),
    )
    .join('; ')
  return (
    <span class="recent" title={words}>
      <span class="visually-hidden">{t('Before: {marks}', { marks: words })}</span>
      {marks.map(({ session, state }) => {
        const known = stateOf(state)
        return (
          <span
            key={session}
            class="recent-mark"
            aria-hidden="true"
            data-none={state === null}
            style={known ? stateStyle(known.color) : {}}
          >
            {state === null ? '–' : (world.letters.get(state) ?? '?')}
          </span>
        )
      })}
    </span>
  )
}
