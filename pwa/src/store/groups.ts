/** The groups that this tablet knows. */
import type { Group } from '../base/wire'
import { CALM, type Live, live } from './live'
import { getMeta } from './meta'
import type { Store } from './store'

/** How many of a person's last marks are looked at: some days of lessons. */
const LAST = 300

/** Groups that this person worked with on this tablet lately, the last one first, and then those that the tablet was told to
 * carry. What is theirs is nowhere written down, and this is what staff call theirs. */
export const watchOwnGroups = (store: Store): Live<number[]> =>
  live<number[]>(() => readOwnGroups(store), [], { calm: CALM })

export async function readOwnGroups({ db }: Store): Promise<number[]> {
  const [waiting, sent, subscription] = await Promise.all([
    db.ops.orderBy('seq_no').reverse().limit(LAST).toArray(),
    db.acked.orderBy('acked_at').reverse().limit(LAST).toArray(),
    getMeta(db, 'subscription'),
  ])
  const lately = [...waiting, ...sent].sort((a, b) => b.seq_no - a.seq_no).map((op) => op.session)
  const sessions = await db.sessions.bulkGet([...new Set(lately)])
  const used = sessions.flatMap((session) => (session ? [session.group] : []))
  return [...new Set([...used, ...(subscription?.groups ?? [])])]
}

/** Active groups by name. */
export const watchGroups = (store: Store): Live<Group[]> =>
  live<Group[]>(async () => {
    const rows = await store.db.groups.toArray()
    return rows.filter((row) => row.is_active).sort((a, b) => a.name.localeCompare(b.name))
  }, [])
