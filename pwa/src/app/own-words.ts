/** The organization's own words on every screen, and the user's name and rights as the server tells them by now. */
import { useMemo } from 'preact/hooks'
import type { Clock } from '../base/clock'
import { speakDomain } from '../base/domain-words'
import type { User } from '../base/wire'
import { type Asking, type Profile, saveUser, type Tablet } from '../store'

/** Before what is below is painted; again when the server has told of other words. */
export function useDomainOf({ organization }: Profile): void {
  const words = JSON.stringify(organization.domain ?? null)
  useMemo(() => speakDomain(organization.domain), [words])
}

const HOUR = 3_600_000
const asked = new WeakMap<Asking, number>()

/** Asks once after the start and then hourly: who changes words or names can wait that long, a queue of people cannot. */
export async function refreshUser(tablet: Tablet, api: Asking, clock: Clock): Promise<void> {
  const now = clock.now()
  if (now - (asked.get(api) ?? Number.NEGATIVE_INFINITY) < HOUR) return
  asked.set(api, now)
  const reply = await api.request({ method: 'GET', path: '/me' })
  const user = reply.kind === 'answer' && reply.status === 200 ? (reply.json as Partial<User> | null) : null
  if (typeof user?.organization?.id !== 'number' || typeof user.id !== 'number') return
  const { last_login_at: _, ...kept } = user as User
  await saveUser(tablet, kept)
}
