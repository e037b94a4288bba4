/** Signing in and out: the only requests without an access token. */
import type { Clock } from '../base/clock'
import type { Http, Reply } from '../base/http'
import type { Problem } from '../base/problems'
import { fail, ok, type Result } from '../base/result'
import type { User } from '../base/wire'
import { deviceIdNow, leaveTablet, type Profile, readRefresh, saveSignIn, type Tablet } from '../store'
import { readPair } from './refresh'

export interface Credentials {
  organization: string
  email: string
  password: string
}

/** `offline`: nobody answered; `broken`: the server cannot answer just now; `portal`: somebody else answered; otherwise the
 * server's own words. */
export type SignInFailure =
  | { kind: 'offline' }
  | { kind: 'broken' }
  | { kind: 'portal' }
  | { kind: 'refused'; problem: Problem; retryAfter: string | null }

export interface SignedIn {
  profile: Profile
  access: string
}

export async function signIn(
  { http, tablet, clock }: { http: Http; tablet: Tablet; clock: Clock },
  credentials: Credentials,
): Promise<Result<SignedIn, SignInFailure>> {
  const body = { ...credentials, device_id: await deviceIdNow(tablet) }
  const reply: Reply = await http.send({ method: 'POST', path: '/auth/token', body })
  if (reply.kind === 'offline') return fail({ kind: 'offline' })
  if (reply.problem)
    return fail({ kind: 'refused', problem: reply.problem, retryAfter: reply.header('retry-after') })
  if (reply.status >= 500) return fail({ kind: 'broken' })
  const pair = readPair(reply.json)
  const user = (reply.json as { user?: User } | undefined)?.user
  if (reply.status !== 200 || !pair || typeof user?.organization?.id !== 'number')
    return fail({ kind: 'portal' })
  const grant = (reply.json as { grant?: unknown }).grant
  const leave = typeof grant === 'string' ? grant : null
  const profile = await saveSignIn(tablet, user, pair.refresh, clock.now(), leave)
  return ok({ profile, access: pair.access })
}

/** Ends the sign-in on this tablet in any case, and at the server when it can be reached. Lists go, marks stay. */
export async function signOut(
  { http, tablet }: { http: Http; tablet: Tablet },
  profileId: string,
): Promise<void> {
  const token = await readRefresh(tablet, profileId)
  await leaveTablet(tablet, profileId)
  if (token) await http.send({ method: 'POST', path: '/auth/logout', body: { refresh: token } })
}
