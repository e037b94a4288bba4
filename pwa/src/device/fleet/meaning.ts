/** An operation as it came, in a sentence as far as it can be understood: nothing about it may be taken for granted. */
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
  if (body === null) return 'Something that is no operation.'
  const where = session(body, names)
  const who = person(body, names)
  switch (body.kind) {
    case 'mark':
      return `${who}: ${state(body, names)} in ${where}`
    case 'clear':
      return `${who}: mark cleared in ${where}`
    case 'walk_in':
      return `${who} walked in to ${where}`
    case 'session_start':
      return `${where} started`
    case 'session_end':
      return `${where} ended`
    default:
      return `An operation of a kind that is not known here, in ${where}`
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

function session(body: Body, names: MeaningNames): string {
  if (typeof body.session !== 'number') return 'an unknown session'
  return apart(names.sessions.get(body.session) ?? '') || `session ${body.session}`
}

function person(body: Body, names: MeaningNames): string {
  const { participant } = body
  if (typeof participant === 'number')
    return apart(names.participants.get(participant) ?? '') || `Participant ${participant}`
  const written = fullName({ first_name: text(body.first_name), last_name: text(body.last_name) })
  return written || 'Somebody who walked in'
}

function state(body: Body, names: MeaningNames): string {
  const code = text(body.state)
  return names.states.get(code) ?? (code || 'no state')
}
