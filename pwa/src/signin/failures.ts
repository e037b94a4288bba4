/** Why signing in failed, for a person at a door. */
import { t } from '../base/text'
import type { SignInFailure } from '../sync'

const MOST_SECONDS = 3600

/** @param known somebody who has worked on this tablet: their lists and marks are here */
export function failureInWords(failure: SignInFailure, known = false): string {
  if (failure.kind === 'offline' && known)
    return t('The server cannot be reached. A password needs a network; check it and try again.')
  if (failure.kind === 'offline')
    return t(
      'The server cannot be reached. The first sign-in on this tablet needs a network; check it and try again.',
    )
  if (failure.kind === 'broken')
    return t('The server has trouble just now. Nothing is wrong with what you typed; try again in a minute.')
  if (failure.kind === 'portal')
    return t(
      'Something else answered instead of the server. If this network has a sign-in page of its own, open it first.',
    )
  if (failure.problem.code === 'invalid_credentials')
    return t(
      'Organization, e-mail or password is wrong. The organization is its short name, for instance demo-school.',
    )
  if (failure.problem.status === 429) return t('There were too many tries.')
  return failure.problem.detail || failure.problem.title || t('The server refused the sign-in.')
}

/** The moment from which another try is allowed, in milliseconds; 0 when at once. */
export function waitOf(failure: SignInFailure, now: number): number {
  if (failure.kind !== 'refused' || failure.problem.status !== 429) return 0
  const seconds = Number(failure.retryAfter)
  const date = Date.parse(failure.retryAfter ?? '')
  if (failure.retryAfter && Number.isFinite(seconds))
    return now + Math.min(MOST_SECONDS, Math.max(1, seconds)) * 1000
  return Number.isNaN(date) ? now + 30_000 : Math.min(date, now + MOST_SECONDS * 1000)
}
