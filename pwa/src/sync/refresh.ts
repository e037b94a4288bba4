/** Turns the sealed refresh token into an access token, one request at a time for all tabs. */
import type { Http, Reply } from '../base/http'
import type { Locks } from '../base/locks'
import { readRefresh, replaceRefresh, type Tablet } from '../store'

export interface RefreshParts {
  http: Http
  tablet: Tablet
  locks: Locks
  profileId: string
}

export type Refreshed =
  | { kind: 'fresh'; access: string }
  | { kind: 'signed_out' }
  /** Nothing is decided: no network, a busy server, a stranger's answer. */
  | { kind: 'undecided'; reply: Reply }

export function refresh(parts: RefreshParts): Promise<Refreshed> {
  return parts.locks.request(`omni-refresh-${parts.profileId}`, {}, () => once(parts, true))
}

async function once(parts: RefreshParts, again: boolean): Promise<Refreshed> {
  const { http, tablet, profileId } = parts
  const token = await readRefresh(tablet, profileId)
  if (token === null) return { kind: 'signed_out' }
  const reply = await http.send({ method: 'POST', path: '/auth/token/refresh', body: { refresh: token } })
  if (reply.kind === 'offline') return { kind: 'undecided', reply }
  const pair = reply.status === 200 ? readPair(reply.json) : null
  // The successor is on the disk before the access token is used. If that fails the old token stays good, because the server ends
  // it only when its successor is used.
  if (pair && (await replaceRefresh(tablet, profileId, token, pair.refresh).catch(() => true)))
    return { kind: 'fresh', access: pair.access }
  // Whoever signed out meanwhile stays out, and whoever signed in anew keeps that sign-in.
  if (pair) return again ? once(parts, false) : { kind: 'undecided', reply }
  // Only the server itself ends a sign-in: a proxy's 401 has no problem of ours in it.
  if (reply.status !== 401 || reply.problem === null) return { kind: 'undecided', reply }
  if (!(await replaceRefresh(tablet, profileId, token, null)) && again) return once(parts, false)
  return { kind: 'signed_out' }
}

export interface Pair {
  access: string
  refresh: string
}

export function readPair(json: unknown): Pair | null {
  const pair = json as Partial<Pair> | null | undefined
  return typeof pair?.access === 'string' && typeof pair.refresh === 'string'
    ? { access: pair.access, refresh: pair.refresh }
    : null
}
