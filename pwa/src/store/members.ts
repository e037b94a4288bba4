/** Who belongs to a group: the people whom a roster lists even before anybody has marked them. */
import type { ProfileDb } from './db'
import { getMany } from './many'
import type { Participant } from './rows'

export async function activeMembers(db: ProfileDb, group: number): Promise<Participant[]> {
  const links = await db.group_memberships.where('group').equals(group).toArray()
  const ids = [...new Set(links.map((link) => link.participant))]
  return (await getMany(db.participants, ids)).flatMap((person) => (person?.is_active ? [person] : []))
}
