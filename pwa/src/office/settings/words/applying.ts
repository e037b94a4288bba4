/** What applying a domain would change, told before it is done. */
import type { Domain, DomainRule, DomainState, PresenceState, Rule, Terminology } from '../props'

export type Term = keyof Terminology
export const TERMS: readonly Term[] = ['participant', 'group', 'session', 'staff']

export interface Standing {
  /** What the organization works with; null where its domain is not there any more. */
  domain: Domain | null
  states: readonly PresenceState[]
  rules: readonly Rule[]
}

export interface Effect {
  /** Words that will be others. */
  words: Term[]
  /** States that the organization gets. */
  added: DomainState[]
  /** States that it had before, offered again. */
  back: PresenceState[]
  /** States that are no longer offered. */
  gone: PresenceState[]
  /** Rules of kinds of which it has none. */
  rules: DomainRule[]
  /** Whether reports open with another one. */
  report: boolean
}

export function effectOf(target: Domain, now: Standing): Effect {
  const here = now.states.filter((state) => state.domain === target.code)
  const again = now.domain?.code === target.code
  const offered = now.states.filter((state) => state.is_offered && state.is_active)
  return {
    words: TERMS.filter((term) => !sameWords(now.domain?.terminology[term], target.terminology[term])),
    added: target.states.filter((state) => !here.some((one) => one.code === state.code)),
    back: again ? [] : here.filter((state) => state.is_active),
    gone: again ? [] : offered,
    rules: target.notification_rules.filter(
      (rule) => !now.rules.some((one) => one.notification_type === rule.notification_type),
    ),
    report: now.domain?.opening_report !== target.opening_report,
  }
}

/** Key by key: the order in which languages stand says nothing. */
function sameWords(one: Terminology[Term], other: Terminology[Term]): boolean {
  const flat = (term: Terminology[Term]) =>
    [term?.en.one, term?.en.many, term?.bn?.one, term?.bn?.many].map((word) => word ?? '').join('\n')
  return flat(one) === flat(other)
}

export const changesNothing = (effect: Effect): boolean =>
  effect.words.length +
    effect.added.length +
    effect.back.length +
    effect.gone.length +
    effect.rules.length ===
    0 && !effect.report
