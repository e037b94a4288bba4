/** What the person at work is told beside the lists: the bell, and their name, rights and words by now. Nothing awaits it, so
 * its script comes after the first paint. */
import { type Clock, systemClock } from '../base/clock'
import type { User } from '../base/wire'
import { refreshNotices } from '../office/notifications/reading'
import { type Asking, type Store, saveUser, type Tablet } from '../store'

export function refreshNews(store: Store, tablet: Tablet, api: Asking): void {
  void refreshNotices(store, api, systemClock)
  void refreshUser(tablet, api, systemClock)
}

const HOUR = 3_600_000
const asked = new WeakMap<Asking, number>()

/** Asks once after the start and then hourly: who changes words or names can wait that long, a queue of people cannot. */
async function refreshUser(tablet: Tablet, api: Asking, clock: Clock): Promise<void> {
  const now = clock.now()
  if (now - (asked.get(api) ?? Number.NEGATIVE_INFINITY) < HOUR) return
  asked.set(api, now)
  const reply = await api.request({ method: 'GET', path: '/me' })
  const user = reply.kind === 'answer' && reply.status === 200 ? (reply.json as Partial<User> | null) : null
  if (typeof user?.organization?.id !== 'number' || typeof user.id !== 'number') return
  const { last_login_at: _, ...kept } = user as User
  await saveUser(tablet, kept)
}
