/** What a state counts as, in words. */
import { t } from '../../../base/text'
import type { CountsAs } from '../props'

export const COUNTS: readonly CountsAs[] = ['present', 'absent', 'other']

export function countsWords(counts: CountsAs): string {
  switch (counts) {
    case 'present':
      return t('Counts as present')
    case 'absent':
      return t('Counts as absent')
    default:
      return t('Counts as neither')
  }
}

/** Every organization has these two, and they count as what they are. */
export const isLasting = (code: string): boolean => code === 'present' || code === 'absent'
