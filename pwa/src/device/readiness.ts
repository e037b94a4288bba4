/** What a tablet says of itself before it leaves the network: decisions over what it carries. */
import { n, t } from '../base/text'
import type { Readiness, SessionRow } from '../store'

/** How many people its roster lists without a network. */
export const onTablet = (session: SessionRow): number => session.members

export interface Verdict {
  tone: 'good' | 'wait'
  words: string
}

export function verdict({ whole, renewing, sessions }: Readiness): Verdict {
  if (!whole)
    return {
      tone: 'wait',
      words: t('The lists are not whole yet. Stay in the network until this says that they are here.'),
    }
  if (sessions.length === 0) return { tone: 'good', words: t('No {sessions} today and tomorrow.') }
  const empty = sessions.filter((session) => onTablet(session) === 0).length
  const words =
    empty === 0
      ? n(
          sessions.length,
          'The roster of the one {session} of today and tomorrow is on this tablet.',
          'The rosters of all {count} {sessions} of today and tomorrow are on this tablet.',
        )
      : n(
          empty,
          'One {session} has nobody on its roster here: its {group} is empty, or not on this tablet.',
          '{count} {sessions} have nobody on their rosters here: their {groups} are empty, or not on this tablet.',
        )
  const more = renewing ? ` ${t('A new copy is on its way; until it is whole, this one is used.')}` : ''
  return { tone: empty === 0 ? 'good' : 'wait', words: words + more }
}
