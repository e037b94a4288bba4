/** Why a mark was refused, in a sentence for the person who made it. */
import { t } from '../base/text'

const SENTENCES: Record<string, () => string> = {
  unknown_session: () => t('This {session} no longer exists on the server.'),
  session_refused: () =>
    t('The server did not take in the {session} that this belongs to. It is kept for an administrator.'),
  too_many_sessions: () =>
    t('This tablet has started too many {sessions} today. It is kept for an administrator.'),
  unknown_group: () => t('This {group} no longer exists on the server.'),
  unknown_participant: () => t('This {participant} no longer exists on the server.'),
  unknown_state: () => t('The server does not know this presence state.'),
  group_inactive: () => t('This {group} is no longer in use.'),
  state_inactive: () => t('This presence state is no longer in use.'),
  not_in_group: () => t('This {participant} is not a member of the {group}.'),
  forbidden: () => t('You are not allowed to mark this {session}. The mark is kept for an administrator.'),
  changed_since: () => t('Somebody has changed this time since. An administrator can correct it.'),
  session_in_use: () =>
    t('This {session} holds marks, or others have changed it: it stays. An administrator can delete it.'),
  too_old: () =>
    t('This {session} is too long ago. The mark is kept for an administrator, who can still take it.'),
  unknown_format: () =>
    t('The server does not know this version of the app yet. The mark is kept for an administrator.'),
  missing_ref: () =>
    t('Nobody could say whom this mark meant: the person who walked in is not known any more.'),
  op_id_reused: () => t('The server already holds a different mark under the same number.'),
  invalid: () => t('The server could not accept this mark.'),
  invalid_op_id: () => t('The server could not accept the number of this mark.'),
  failed: () => t('The server could not process this mark; an administrator can look at it.'),
  unknown_kind: () => t('The server does not know this kind of mark yet.'),
  quarantined: () => t('Kept for an administrator: the server could not process this mark.'),
  set_aside: () =>
    t('The server could not read this mark. It is kept on this tablet; mark again to try once more.'),
}

/** Where the same mark, made again, may end otherwise. Everywhere else the server would only refuse it once more. */
const MAY_PASS = new Set(['set_aside', 'failed', 'op_id_reused', 'invalid_op_id'])

export const mayPass = (outcome: string, reason: string | null): boolean => MAY_PASS.has(reason ?? outcome)

export function reasonInWords(outcome: string, reason: string | null, detail: string | null): string {
  const code = reason !== null && reason in SENTENCES ? reason : outcome
  const sentence = SENTENCES[code]?.() ?? t('The server refused this mark.')
  return detail ? t('{sentence} ({detail})', { sentence, detail }) : sentence
}
