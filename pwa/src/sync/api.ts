/** Requests in the name of the signed-in person: adds the access token, renews it once, and never signs out by accident. */
import type { Ask, Reply } from '../base/http'
import { type Refreshed, type RefreshParts, refresh } from './refresh'

export type ApiReply = Reply | { kind: 'signed_out' }

export interface Api {
  request(ask: Omit<Ask, 'access'>): Promise<ApiReply>
  /** After a sign-in: its access token, so that the first request needs no refresh. */
  useAccess(access: string | null): void
}

export function createApi(parts: RefreshParts): Api {
  // The access token lives in memory only.
  let access: string | null = null
  let refreshing: Promise<Refreshed> | null = null

  async function renew(): Promise<Refreshed> {
    refreshing ??= refresh(parts).finally(() => {
      refreshing = null
    })
    const renewed = await refreshing
    access = renewed.kind === 'fresh' ? renewed.access : null
    return renewed
  }

  async function request(ask: Omit<Ask, 'access'>): Promise<ApiReply> {
    let used = access
    if (used === null) {
      const renewed = await renew()
      if (renewed.kind !== 'fresh') return unrenewed(renewed)
      used = renewed.access
    }
    const reply = await parts.http.send({ ...ask, access: used })
    if (reply.kind !== 'answer' || reply.status !== 401) return reply
    // Another request may have renewed it meanwhile.
    const renewed = access !== null && access !== used ? { kind: 'fresh' as const, access } : await renew()
    if (renewed.kind !== 'fresh') return unrenewed(renewed)
    return parts.http.send({ ...ask, access: renewed.access })
  }

  return {
    request,
    useAccess(token) {
      access = token
    },
  }
}

/** A refusal of the refresh must not read like a refusal of what was asked: only "later" passes through. */
function unrenewed(renewed: Exclude<Refreshed, { kind: 'fresh' }>): ApiReply {
  if (renewed.kind === 'signed_out') return renewed
  const { reply } = renewed
  const later =
    reply.kind === 'answer' && (reply.status === 429 || reply.status >= 500 || reply.status === 200)
  return later || reply.kind === 'offline' ? reply : { kind: 'offline', why: 'network' }
}
