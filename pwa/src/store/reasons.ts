/** Why a mark was refused, in a sentence for the person who made it. */
const SENTENCES: Record<string, string> = {
  unknown_session: 'This session no longer exists on the server.',
  unknown_participant: 'This participant no longer exists on the server.',
  unknown_state: 'The server does not know this presence state.',
  group_inactive: 'This group is no longer in use.',
  state_inactive: 'This presence state is no longer in use.',
  not_in_group: 'This participant is not a member of the group.',
  forbidden: 'You are not allowed to mark this session. The mark is kept for an administrator.',
  too_old: 'This session is too long ago. The mark is kept for an administrator, who can still take it.',
  unknown_format:
    'The server does not know this version of the app yet. The mark is kept for an administrator.',
  session_locked: 'This session is closed for marking.',
  missing_ref: 'Nobody could say whom this mark meant: the person who walked in is not known any more.',
  op_id_reused: 'The server already holds a different mark under the same number.',
  invalid: 'The server could not accept this mark.',
  wrong_user: 'This mark was made by another user and cannot be sent with this sign-in.',
  invalid_op_id: 'The server could not accept the number of this mark.',
  failed: 'The server could not process this mark; an administrator can look at it.',
  unknown_kind: 'The server does not know this kind of mark yet.',
  quarantined: 'Kept for an administrator: the server could not process this mark.',
  set_aside: 'The server could not read this mark. It is kept on this tablet; mark again to try once more.',
}

/** Where the same mark, made again, may end otherwise. Everywhere else the server would only refuse it once more. */
const MAY_PASS = new Set(['set_aside', 'failed', 'op_id_reused', 'invalid_op_id'])

export const mayPass = (outcome: string, reason: string | null): boolean => MAY_PASS.has(reason ?? outcome)

const UNKNOWN = 'The server refused this mark.'

export function reasonInWords(outcome: string, reason: string | null, detail: string | null): string {
  const code = reason && reason in SENTENCES ? reason : outcome
  const sentence = SENTENCES[code] ?? UNKNOWN
  return detail ? `${sentence} (${detail})` : sentence
}
