/** What a guest's page asks of the server. Wrong input has one answer, as on the server: nothing is told about anybody. */
import type { components } from '../base/api.gen'
import type { Http, Reply } from '../base/http'
import type { FieldProblem } from '../base/problems'

type Schemas = components['schemas']
export type Link = Schemas['SelfService']
export type Details = Schemas['RegistrationRequest']

/** What can stand in the way of every request. `later` is in seconds. */
export type Trouble =
  | { kind: 'ended' }
  | { kind: 'offline' }
  | { kind: 'later'; seconds: number }
  | { kind: 'failed' }

export type Opened = { kind: 'open'; link: Link } | Trouble
export type CheckedIn =
  | { kind: 'recorded' }
  | { kind: 'already_recorded' }
  | { kind: 'refused' }
  | { kind: 'closed' }
  | Trouble
export type Registered = { kind: 'received' } | { kind: 'invalid'; errors: FieldProblem[] } | Trouble
export type Redeemed =
  | { kind: 'set'; organization: string; email: string }
  | { kind: 'invalid'; errors: FieldProblem[] }
  | Trouble

const below = (token: string, what = '') => `/self-service/${encodeURIComponent(token)}${what}`

export async function openLink(http: Http, token: string): Promise<Opened> {
  const reply = await http.send({ method: 'GET', path: below(token) })
  const link = bodyOf<Link>(reply, 200, 'kind')
  return link ? { kind: 'open', link } : troubleOf(reply)
}

export async function checkIn(
  http: Http,
  token: string,
  what: { identifier: string; code?: string },
): Promise<CheckedIn> {
  const reply = await http.send({ method: 'POST', path: below(token, '/check-in'), body: what })
  const answer = bodyOf<{ outcome: 'recorded' | 'already_recorded' }>(reply, 200, 'outcome')
  if (answer) return { kind: answer.outcome }
  if (reply.kind === 'answer' && reply.status === 422) return { kind: 'refused' }
  if (reply.kind === 'answer' && reply.problem?.code === 'check_in_closed') return { kind: 'closed' }
  return troubleOf(reply)
}

export async function register(http: Http, token: string, details: Details): Promise<Registered> {
  const reply = await http.send({ method: 'POST', path: below(token, '/registrations'), body: details })
  if (bodyOf<{ outcome: string }>(reply, 202, 'outcome')) return { kind: 'received' }
  return invalid(reply) ?? troubleOf(reply)
}

/** Chooses the password of an invitation or of a reset. */
export async function redeem(http: Http, token: string, password: string): Promise<Redeemed> {
  const reply = await http.send({ method: 'POST', path: '/auth/invitation', body: { token, password } })
  const whose = bodyOf<{ organization: string; email: string }>(reply, 200, 'email')
  if (whose) return { kind: 'set', organization: whose.organization, email: whose.email }
  return invalid(reply) ?? troubleOf(reply)
}

function invalid(reply: Reply): { kind: 'invalid'; errors: FieldProblem[] } | null {
  if (reply.kind !== 'answer' || reply.status !== 422) return null
  return { kind: 'invalid', errors: reply.problem?.errors ?? [] }
}

function troubleOf(reply: Reply): Trouble {
  if (reply.kind === 'offline') return { kind: 'offline' }
  if (reply.status === 404 && reply.problem) return { kind: 'ended' }
  if (reply.status === 429 || reply.status === 503) {
    const seconds = Number(reply.header('retry-after'))
    return { kind: 'later', seconds: seconds > 0 ? Math.min(seconds, 3600) : 30 }
  }
  return { kind: 'failed' }
}

/** A portal's page answers 200 as well: only what has the field is ours. */
function bodyOf<T>(reply: Reply, status: number, field: keyof T & string): T | null {
  if (reply.kind !== 'answer' || reply.status !== status) return null
  const body = reply.json as T | null | undefined
  return typeof body === 'object' && body !== null && field in body ? body : null
}
