/** What the parts of a domain are called on the screen. */
import { t } from '../../../base/text'
import type { Term } from './applying'

export function termWords(term: Term): string {
  switch (term) {
    case 'participant':
      return t('Those who are marked')
    case 'group':
      return t('What they belong to')
    case 'session':
      return t('What they come to')
    case 'staff':
      return t('Those who mark')
    default:
      return term
  }
}

export const REPORTS = ['today', 'session', 'absentees', 'unseen', 'attendance', 'trends'] as const

export function reportWords(report: string): string {
  switch (report) {
    case 'today':
      return t('What is on today')
    case 'session':
      return t('One {session}')
    case 'absentees':
      return t('Who is absent')
    case 'unseen':
      return t('Who was not seen')
    case 'attendance':
      return t('How many came')
    default:
      return t('How it develops')
  }
}
