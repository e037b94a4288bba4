/** What the button says that marks everybody else. */
import { n, t } from '../base/text'

/** `remaining`: whom it would mark. `unmarked` counts also those whose mark was refused, or is in question: they need a person. */
export function restWords(remaining: number, unmarked: number, state: string): string {
  if (remaining > 0)
    return n(remaining, 'Mark {count} {state}', 'Mark {count} {state}', { state: state.toLocaleLowerCase() })
  return unmarked > 0 ? t('The rest needs a look') : t('Everybody is marked')
}
