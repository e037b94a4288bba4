/** The choice of what a tablet carries, between the form and the subscription that the server understands. */
import { n, t } from '../base/text'
import type { Subscription } from '../base/wire'

export interface Choice {
  /** Only the groups that are chosen. */
  only: boolean
  groups: number[]
  /** Days before and after today; null: all. */
  back: number | null
  ahead: number | null
}

export const DAYS = [0, 1, 3, 7, 14, 30, 60]
/** The longest that a subscription can name. */
const MOST = 60

export function choiceOf(kept: Subscription | null): Choice {
  if (kept === null) return { only: false, groups: [], back: null, ahead: null }
  return {
    only: kept.groups !== null,
    groups: kept.groups ?? [],
    back: kept.days_back,
    ahead: kept.days_ahead,
  }
}

/** Null, for everything, where nothing is left out. A subscription cannot say "all days": the most that it can is meant. */
export function subscriptionOf({ only, groups, back, ahead }: Choice): Subscription | null {
  if (!only && back === null && ahead === null) return null
  return { groups: only ? groups : null, days_back: back ?? MOST, days_ahead: ahead ?? MOST }
}

export function inWords(kept: Subscription | null): string {
  if (kept === null) return t('All {groups}, and every {session}.')
  const which =
    kept.groups === null ? t('All {groups}') : n(kept.groups.length, '{count} {group}', '{count} {groups}')
  const { days_back: back, days_ahead: ahead } = kept
  if (back === 0 && ahead === 0) return t('{which}, today only.', { which })
  return t('{which}, {back} back and {ahead} ahead.', {
    which,
    back: n(back, '{count} day', '{count} days'),
    ahead: n(ahead, '{count} day', '{count} days'),
  })
}
