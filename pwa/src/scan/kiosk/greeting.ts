/** What the kiosk says to whoever stands before it, and to nobody else: never another's data, never more than they brought. */
import { t } from '../../base/text'
import type { IconName } from '../../ui/Icon'
import { apart } from '../../ui/words'
import type { Verdict } from '../desk'
import type { Tone } from '../shown'
import type { Person } from '../verdict'

/** How somebody checked in: who typed a number may have typed another's, and is shown no name. */
export type Way = 'badge' | 'typed' | 'name'

export interface Greeting {
  tone: Tone
  icon: IconName
  title: string
  text: string
}

export function greetingOf(verdict: Verdict, way: Way): Greeting {
  switch (verdict.kind) {
    case 'marked':
      return {
        tone: 'good',
        icon: 'check',
        title: t('Welcome, {name}', { name: nameFor(verdict.person, way) }),
        text: t('You are checked in.'),
      }
    case 'already':
      return {
        tone: 'wait',
        icon: 'checkAll',
        title: t('Welcome, {name}', { name: nameFor(verdict.person, way) }),
        text: t('You were checked in already.'),
      }
    case 'over':
      return ask('stop', t('Check-in is over'))
    case 'early':
      return ask('stop', t('Check-in has not begun yet'))
    case 'two':
      return {
        tone: 'ask',
        icon: 'alert',
        title: t('Two codes in view'),
        text: t('Show one badge at a time.'),
      }
    case 'unsaved':
      return ask('alert', t('Not saved'))
    // In another group or in none: which of the two is nobody's business here.
    default:
      return ask('question', t('Not found'))
  }
}

const ask = (icon: IconName, title: string): Greeting => ({
  tone: 'bad',
  icon,
  title,
  text: t('Please ask the {staff}.'),
})

function nameFor({ first_name, last_name }: Person, way: Way): string {
  if (way !== 'typed') return apart(first_name || last_name)
  return [first_name, last_name]
    .map((name) => [...name.trim()][0])
    .filter((letter) => letter !== undefined)
    .map((letter) => apart(`${letter}.`))
    .join(' ')
}

/** Wrong numbers in a row before the kiosk takes a rest from typed ones, and how long that is. */
export const GUESSES = 5
export const REST_MS = 30_000

export interface Guesses {
  /** Milliseconds of a clock that never jumps; returns until when nothing typed is looked at, 0 for now. */
  after(verdict: Verdict['kind'], at: number): number
}

export function guesses(): Guesses {
  let wrong = 0
  return {
    after(kind, at) {
      wrong = kind === 'unknown' || kind === 'elsewhere' ? wrong + 1 : 0
      if (wrong < GUESSES) return 0
      wrong = 0
      return at + REST_MS
    },
  }
}
