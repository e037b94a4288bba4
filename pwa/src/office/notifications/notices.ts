/** The bell: what the server wrote for this person, kept as last seen. */
import type { Notification, Page } from '../../base/resources'
import { type Live, type Remote, type Store, watchRemote } from '../../store'

export const KEPT_AS = 'notifications'

export type Notices = Remote<Page<Notification>>

export const watchNotices = (store: Store): Live<Notices | null> => watchRemote(store, KEPT_AS)

export const unreadOf = (notices: Notices | null): number =>
  notices?.value.results.filter((notice) => !notice.is_read).length ?? 0
