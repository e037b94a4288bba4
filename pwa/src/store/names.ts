/** Names for ids that a list from the server mentions, as far as this tablet knows them. */
import { stateLabel } from '../base/domain-words'
import { type Live, live } from './live'
import type { Store } from './store'

export interface Names {
  participants: ReadonlyMap<number, string>
  groups: ReadonlyMap<number, string>
  sessions: ReadonlyMap<number, string>
  /** By code. */
  states: ReadonlyMap<string, string>
}

export const NO_NAMES: Names = {
  participants: new Map(),
  groups: new Map(),
  sessions: new Map(),
  states: new Map(),
}

export function watchNames(
  store: Store,
  wanted: { participants: number[]; groups: number[]; sessions: number[] },
): Live<Names> {
  return live<Names>(async () => {
    const { db } = store
    const unique = (ids: number[]) => [...new Set(ids)]
    const [people, sessions, states] = await Promise.all([
      db.participants.bulkGet(unique(wanted.participants)),
      db.sessions.bulkGet(unique(wanted.sessions)),
      db.presence_states.toArray(),
    ])
    // A session without a name of its own goes by its group's.
    const inUse = sessions.flatMap((one) => (one ? [one.group] : []))
    const groups = await db.groups.bulkGet(unique([...wanted.groups, ...inUse]))
    const groupNames = new Map(groups.flatMap((one) => (one ? [[one.id, one.name]] : [])))
    return {
      participants: new Map(
        people.flatMap((one) => (one ? [[one.id, `${one.first_name} ${one.last_name}`.trim()]] : [])),
      ),
      groups: groupNames,
      sessions: new Map(
        sessions.flatMap((one) => (one ? [[one.id, one.name || (groupNames.get(one.group) ?? '')]] : [])),
      ),
      states: new Map(states.map((state) => [state.code, stateLabel(state)])),
    }
  }, NO_NAMES)
}
