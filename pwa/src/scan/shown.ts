/** A verdict in words, with its colour and its sign. */
import { t } from '../base/text'
import type { IconName } from '../ui/Icon'
import { apart, clockTime, fullName } from '../ui/words'

import type { Verdict } from './desk'

export type Tone = 'good' | 'wait' | 'ask' | 'bad'

export interface Shown {
  tone: Tone
  icon: IconName
  title: string
  text: string
}

export interface Namer {
  /** Label of a state by its code. */
  state: (code: string) => string
  /** Name of a user; null where this tablet does not know it. */
  user: (id: number) => string | null
  zone: string
}

export function shownOf(verdict: Verdict, names: Namer): Shown {
  switch (verdict.kind) {
    case 'marked': {
      const { before, arrived, state } = verdict
      const changed = before !== null && before !== state
      return {
        tone: 'good',
        icon: 'check',
        title: fullName(verdict.person),
        text: changed
          ? t('{state}. It was {before} before.', { state: names.state(state), before: names.state(before) })
          : arrived
            ? t('{state}. Added to the list.', { state: names.state(state) })
            : names.state(state),
      }
    }
    case 'already':
      return {
        tone: 'wait',
        icon: 'checkAll',
        title: fullName(verdict.person),
        text: sinceWhen(verdict, names),
      }
    case 'elsewhere': {
      const { groups } = verdict.person
      return {
        tone: 'ask',
        icon: 'userPlus',
        title: fullName(verdict.person),
        text:
          groups.length > 0
            ? t('Not in this {group}, but in {names}.', { names: groups.map(apart).join(', ') })
            : t('Not in this {group}.'),
      }
    }
    case 'unknown':
      return {
        tone: 'bad',
        icon: 'question',
        title: t('Unknown code'),
        text: t('Nobody on this tablet has “{code}”.', { code: apart(cut(verdict.code)) }),
      }
    case 'over':
      return {
        tone: 'bad',
        icon: 'stop',
        title: t('Not marked'),
        text: t('This {session} has ended.'),
      }
    case 'early':
      return {
        tone: 'bad',
        icon: 'stop',
        title: t('Not marked'),
        text: t('This {session} is not open yet.'),
      }
    case 'two':
      return {
        tone: 'ask',
        icon: 'alert',
        title: t('Two codes in view'),
        text: t('Show one badge at a time.'),
      }
    case 'unsaved':
      return {
        tone: 'bad',
        icon: 'alert',
        title: t('Not saved'),
        text:
          verdict.person === null
            ? t('This tablet could not read its storage. Close the app and open it again.')
            : t('This tablet could not store the mark of {name}. Free some storage and scan again.', {
                name: fullName(verdict.person),
              }),
      }
  }
}

function sinceWhen({ state, at, by }: Extract<Verdict, { kind: 'already' }>, names: Namer): string {
  const values = { state: names.state(state), time: at === null ? '' : clockTime(at, names.zone) }
  if (at === null) return t('Already marked: {state}.', values)
  if (by === 'me') return t('Already marked: {state}, at {time} by you.', values)
  const name = by === null ? null : names.user(by)
  return name === null
    ? t('Already marked: {state}, at {time}.', values)
    : t('Already marked: {state}, at {time} by {name}.', { ...values, name: apart(name) })
}

const SHOWN_OF_A_CODE = 40

const cut = (code: string): string =>
  code.length > SHOWN_OF_A_CODE ? `${code.slice(0, SHOWN_OF_A_CODE)}…` : code
