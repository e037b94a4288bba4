/** What the person at work is told beside the lists: the bell, and their name, rights and words by now. Nothing awaits it, so
 * its script comes after the first paint. */
import { type Clock, systemClock } from '../base/clock'
import type { User } from '../base/wire'
import { refreshNotices } from '../office/notifications/reading'
import { type Asking, type Store, saveUser, type Tablet } from '../store'

export function refreshNews(store: Store, tablet: Tablet, api: Asking): void {
  void refreshNotices(store, api, systemClock)
  void refreshUserHourly(tablet, api, systemClock)
}

const HOUR = 3_600_000
const asked = new WeakMap<Asking, number>()

/** Asks once after the start and then hourly: who changes words or names can wait that long, a queue of people cannot. */
async function refreshUserHourly(tablet: Tablet, api: Asking, clock: Clock): Promise<void> {
  if (clock.now() - (asked.get(api) ?? Number.NEGATIVE_INFINITY) < HOUR) return
  await refreshUser(tablet, api, clock)
}

/** At once: whoever has just changed a word sees it on the screen. */
export async function refreshUser(tablet: Tablet, api: Asking, clock: Clock): Promise<void> {
  asked.set(api, clock.now())
  const reply = await api.request({ method: 'GET', path: '/me' })
  const user = reply.kind === 'answer' && reply.status === 200 ? (reply.json as Partial<User> | null) : null
  if (typeof user?.organization?.id !== 'number' || typeof user.id !== 'number') return
  const { last_login_at: _, ...kept } = user as User
  await saveUser(tablet, kept)
}
