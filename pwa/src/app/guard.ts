/** What guards a tablet: the idle lock, the lock in every tab, the way out. In a script of its own, because no first screen needs it. */
import { leaveTablet, lockProfile, type Tablet } from '../store'
import { stirred, whenIdle } from '../ui/idle'
import { leavingLosesMarks } from '../ui/navigation'
import { fetchMessenger } from './connection'
import type { Workplace } from './workplace'

export { lockProfile }

/** Marks that the disk has not taken yet are only in this page: they put the lock off. Returns how to stop. */
export function watchOver({ store }: Workplace, idleMs: number, lock: () => void): () => void {
  const stop = whenIdle(idleMs, () => leavingLosesMarks.peek(), lock)
  const unlisten = store.onMarked(stirred)
  return () => {
    stop()
    unlisten()
  }
}

/** Out of the tablet in any case, and at the server when it can be reached. */
export async function leave(tablet: Tablet, profileId: string): Promise<void> {
  const messenger = await fetchMessenger().catch(() => null)
  await (messenger ? messenger.leave(tablet, profileId) : leaveTablet(tablet, profileId))
}
