/** Decides a conflict on the server. The tablet shows the decision when the feed brings it, like every other tablet. */
import { problemWords, t } from '../../base/text'
import type { Asking, ConflictRow } from '../../store'

export type Choice =
  | { chosen_version: 'a' | 'b' }
  | { chosen_version: 'other'; presence_state: string | null; note: string }

export type Decided =
  | { kind: 'decided' }
  /** Somebody was faster, or the mark changed: the newer state arrives with the next sync. */
  | { kind: 'stale'; message: string }
  | { kind: 'offline' }
  | { kind: 'signed_out' }
  | { kind: 'refused'; message: string }

const STALE: Record<string, () => string> = {
  conflict_already_resolved: () =>
    t('Somebody has decided this conflict already. Their decision stands and is shown here.'),
  version_changed: () =>
    t('This mark has changed since you opened it. Look at the newer state before you decide.'),
}

/** `expected` is the version of the presence record that the person saw, so that nobody decides about something unseen. */
export async function resolveConflict(
  api: Asking,
  conflict: Pick<ConflictRow, 'id'>,
  choice: Choice,
  expected: number,
): Promise<Decided> {
  const path = `/sync-conflicts/${conflict.id}/resolve`
  const reply = await api.request({ method: 'POST', path, body: { ...choice, expected_version: expected } })
  if (reply.kind !== 'answer') return { kind: reply.kind }
  if (reply.status === 200) return { kind: 'decided' }
  const { problem, status } = reply
  const words = problem ? problemWords(problem) : ''
  if (status === 409) return { kind: 'stale', message: STALE[problem?.code ?? '']?.() ?? words }
  return { kind: 'refused', message: words || t('The server refused the decision ({status}).', { status }) }
}
