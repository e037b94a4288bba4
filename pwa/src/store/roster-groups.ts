/** The groups inside a session's group: a roster of 500 is easier to find one's way in by class or by floor. */
import type { ProfileDb } from './db'
import { type Live, live } from './live'
import type { Store } from './store'

/** Name of the group inside the session's group by participant; who is in several has the first by name. Empty where there are
 * none. */
export const watchInnerGroups = (store: Store, session: number): Live<ReadonlyMap<number, string>> =>
  live<ReadonlyMap<number, string>>(() => readInnerGroups(store.db, session), new Map())

async function readInnerGroups(db: ProfileDb, session: number): Promise<ReadonlyMap<number, string>> {
  const found = await db.sessions.get(session)
  const groups = found ? (await db.groups.toArray()).filter((row) => row.is_active) : []
  const inside = new Set<number>([found?.group ?? 0])
  for (let grown = -1; grown !== inside.size; ) {
    grown = inside.size
    for (const { id, parent } of groups) if (parent !== null && inside.has(parent)) inside.add(id)
  }
  const inner = groups
    .filter(({ id }) => inside.has(id) && id !== found?.group)
    .sort((a, b) => b.name.localeCompare(a.name))
  const names = new Map<number, string>()
  for (const { id, name } of inner) {
    const links = await db.group_memberships.where('group').equals(id).toArray()
    for (const { participant } of links) names.set(participant, name)
  }
  return names
}
