/** Asking for what the bell holds, and reading it. */
import type { Clock } from '../../base/clock'
import type { Refreshed } from '../../base/refreshed'
import type { Notification, Page } from '../../base/resources'
import { type Asking, readRemote, refreshPage, type Store, saveRemote } from '../../store'
import { KEPT_AS } from './notices'

const PATH = '/notifications?limit=100'

export const refreshNotices = (store: Store, api: Asking, clock: Clock): Promise<Refreshed> =>
  refreshPage(store, api, clock, { key: KEPT_AS, path: PATH })

/** Marks one as read, or all (null); the list changes only when the server has agreed. */
export async function readNotice(store: Store, api: Asking, notice: Notification | null): Promise<boolean> {
  const path = notice ? `/notifications/${notice.id}/read` : '/notifications/read-all'
  const reply = await api.request({ method: 'POST', path })
  if (reply.kind !== 'answer' || reply.status >= 300) return false
  const kept = await readRemote<Page<Notification>>(store, KEPT_AS)
  if (!kept) return true
  const isOther = (one: Notification) => notice !== null && one.id !== notice.id
  const results = kept.value.results.map((one) => (isOther(one) ? one : { ...one, is_read: true }))
  await saveRemote(store, KEPT_AS, { ...kept.value, results }, kept.saved_at)
  return true
}

/** Where a notification leads inside this app, or null when it leads nowhere here. */
export function routeOf(link: string | null): string | null {
  if (link === null) return null
  const path = link.replace(/^https?:\/\/[^/]+/, '').replace(/^\/api\/v\d+/, '')
  const conflict = /^\/(?:sync-conflicts|review)(?:\/(\d+))?/.exec(path)
  if (conflict) return conflict[1] ? `/review/${conflict[1]}` : '/review'
  if (path === '/registrations') return path
  const report = /^\/reports(\?[\w=&:,-]*)?$/.exec(path)
  if (report) return `/reports${report[1] ?? ''}`
  const session = /^\/sessions\/(\d+)/.exec(path)
  return session ? `/sessions/${session[1]}` : null
}
