/** Which field a problem of the server points at, as the forms name their fields. */
import type { FieldProblem } from '../base/problems'
import { t } from '../base/text'

export type Pointed = Readonly<Record<string, string>>

/** `/name` and `/settings/sign_in_days` become `name` and `settings/sign_in_days`; the first word of each field counts. */
export function pointed(errors: readonly FieldProblem[]): Pointed {
  const found: Record<string, string> = {}
  for (const { pointer, code, detail } of errors) {
    const field = pointer.replace(/^#?\//, '')
    found[field] ??= words(code) ?? detail
  }
  return found
}

/** What the server often says, in the language of the tablet; the rest is said in its own words. */
function words(code: string): string | undefined {
  switch (code) {
    case 'required':
    case 'blank':
    case 'null':
      return t('Fill this in.')
    case 'max_length':
      return t('This is too long.')
    case 'min_length':
    case 'password_too_short':
      return t('This is too short.')
    case 'password_too_uniform':
      return t('Use more than two different characters.')
    case 'password_too_similar':
      return t('Do not use your name, your e-mail or your organization.')
    case 'password_too_common':
      return t('Many people use this password, so it is tried first. Use another one.')
    default:
      return undefined
  }
}
