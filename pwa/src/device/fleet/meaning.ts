/** An operation as it came, in a sentence as far as it can be understood: nothing about it may be taken for granted. */
import { numeral, t } from '../../base/text'
import type { AuditNames } from '../../ui/audit-sentence'
import { apart, fullName } from '../../ui/words'

type Body = Record<string, unknown>

/** The object in a text, or null for everything else. */
export function bodyOf(text: string): Body | null {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Body) : null
  } catch {
    return null
  }
}

/** Easier to read, or as it is where it is no JSON. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

export type MeaningNames = Pick<AuditNames, 'participants' | 'sessions' | 'states'>

export function whatWasMeant(text: string, names: MeaningNames): string {
  const body = bodyOf(text)
  if (body === null) return t('Something that is no operation.')
  const where = session(body, names)
  const who = person(body, names)
  switch (body.kind) {
    case 'mark':
      return t('{who}: {state} in {where}', { who, state: state(body, names), where })
    case 'clear':
      return t('{who}: mark cleared in {where}', { who, where })
    case 'walk_in':
      return t('{who} walked in to {where}', { who, where })
    case 'session_create':
      return t('{session} made on the spot', { session: String(body.name ?? '') })
    case 'session_start':
      return t('{where} started', { where })
    case 'session_end':
      return t('{where} ended', { where })
    case 'session_undo':
      if (isItsMaking(body)) return t('{where}: the whole {session} taken back', { where })
      return t('{where}: the start or the end taken back', { where })
    default:
      return t('An operation of a kind that is not known here, in {where}', { where })
  }
}

/** Whether what is taken back is that the session was made. */
const isItsMaking = ({ session, prev_op }: Body): boolean =>
  typeof session === 'object' && session !== null && (session as { ref?: unknown }).ref === prev_op

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

function session(body: Body, names: MeaningNames): string {
  if (typeof body.session !== 'number') return t('an unknown {session}')
  return apart(names.sessions.get(body.session) ?? '') || t('{session} {id}', { id: numeral(body.session) })
}

function person(body: Body, names: MeaningNames): string {
  const { participant } = body
  if (typeof participant === 'number')
    return (
      apart(names.participants.get(participant) ?? '') ||
      t('{Participant} {id}', { id: numeral(participant) })
    )
  const written = fullName({ first_name: text(body.first_name), last_name: text(body.last_name) })
  return written || t('Somebody who walked in')
}

function state(body: Body, names: MeaningNames): string {
  const code = text(body.state)
  return names.states.get(code) ?? (code || t('no state'))
}
