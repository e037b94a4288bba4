/** Notification rules as sentences. */
import { n, t } from '../../base/text'
import type { Rule } from './props'

type Said = Pick<Rule, 'notification_type'> & { threshold?: number | null; within_days?: number | null }

export const KINDS: readonly Rule['notification_type'][] = ['absence', 'conflict', 'data_quality']

export function kindWords(kind: Rule['notification_type']): string {
  switch (kind) {
    case 'absence':
      return t('Absence')
    case 'conflict':
      return t('Conflict')
    default:
      return t('Other things to see to')
  }
}

/** What one is told of. */
export function ruleWords({ notification_type, threshold, within_days }: Said): string {
  if (notification_type === 'conflict')
    return t('Two people marked the same {participant} differently, and somebody has to decide.')
  if (notification_type === 'data_quality')
    return t(
      'Something or somebody that may be there twice, a registration to decide, a tablet with marks that is missing, a webhook that was switched off.',
    )
  return n(
    threshold ?? 0,
    'A {participant} was absent {count} time within {days}.',
    'A {participant} was absent {count} times within {days}.',
    { days: n(within_days ?? 0, '{count} day', '{count} days') },
  )
}
