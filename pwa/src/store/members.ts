/** Who belongs to a group: the people whom a roster lists even before anybody has marked them. */
import type { ProfileDb } from './db'
import { allOf, getMany } from './many'
import type { Participant } from './rows'

export async function activeMembers(db: ProfileDb, group: number): Promise<Participant[]> {
  const links = await db.group_memberships.where('group').equals(group).toArray()
  const ids = [...new Set(links.map((link) => link.participant))]
  return (await getMany(db.participants, ids)).flatMap((person) => (person?.is_active ? [person] : []))
}

/** The active people of each group: everybody is read once, also who belongs to several. */
export async function membersOf(db: ProfileDb, groups: number[]): Promise<Map<number, number[]>> {
  const links = (await allOf(groups, (id) => db.group_memberships.where('group').equals(id).toArray())).flat()
  const found = await getMany(db.participants, [...new Set(links.map((link) => link.participant))])
  const active = new Set(found.flatMap((person) => (person?.is_active ? [person.id] : [])))
  const members = new Map<number, number[]>(groups.map((group) => [group, []]))
  for (const { group, participant } of links)
    if (active.has(participant)) members.get(group)?.push(participant)
  return members
}
