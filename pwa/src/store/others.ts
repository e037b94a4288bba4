/** People on this tablet who are not on the roster that is open. */
import { type Live, live } from './live'
import type { Participant } from './rows'
import type { Store } from './store'

export interface Other extends Pick<Participant, 'id' | 'first_name' | 'last_name' | 'identifier'> {
  /** Names of the groups in which this tablet knows the person. */
  groups: string[]
}

/** Active people of other groups than the session's, in no order. Read only while somebody looks for one. */
export const watchOthers = (store: Store, session: number): Live<Other[]> =>
  live<Other[]>(() => readOthers(store, session), [])

export async function readOthers({ db }: Store, session: number): Promise<Other[]> {
  const [here, people, links, groups, ops] = await Promise.all([
    db.sessions.get(session),
    db.participants.toArray(),
    db.group_memberships.toArray(),
    db.groups.toArray(),
    db.ops.where('session').equals(session).toArray(),
  ])
  const names = new Map(groups.map((group) => [group.id, group.name]))
  const belongs = new Map<number, string[]>()
  const present = new Set(ops.map((op) => op.participant))
  for (const { group, participant } of links) {
    if (group === here?.group) present.add(participant)
    const name = names.get(group)
    if (name !== undefined) belongs.set(participant, [...(belongs.get(participant) ?? []), name])
  }
  return people
    .filter((person) => person.is_active && !present.has(person.id))
    .map(({ id, first_name, last_name, identifier }) => {
      return { id, first_name, last_name, identifier, groups: belongs.get(id) ?? [] }
    })
}
