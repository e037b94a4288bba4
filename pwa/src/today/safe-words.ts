/** What becomes of the marks that wait, by what stands in their way. */
import { n } from '../base/text'
import type { Phase } from '../store'

/** Only where nothing but the network is missing they go by themselves. */
export function safeWords(phase: Phase, waiting: number): string {
  if (phase === 'signed_out')
    return n(
      waiting,
      'It is safe and goes to the server after you have signed in.',
      'They are safe and go to the server after you have signed in.',
    )
  if (phase === 'update_required')
    return n(
      waiting,
      'It is safe and goes to the server after the app has been updated.',
      'They are safe and go to the server after the app has been updated.',
    )
  if (phase === 'revoked') return n(waiting, 'It is safe here.', 'They are safe here.')
  return n(
    waiting,
    'It is safe and goes to the server by itself when it can be reached.',
    'They are safe and go to the server by themselves when it can be reached.',
  )
}
