/** Names for ids that a list from the server mentions, as far as this tablet knows them. */
import { type Live, live } from './live'
import type { Store } from './store'

export interface Names {
  participants: ReadonlyMap<number, string>
  sessions: ReadonlyMap<number, string>
  /** By code. */
  states: ReadonlyMap<string, string>
}

export const NO_NAMES: Names = { participants: new Map(), sessions: new Map(), states: new Map() }

export function watchNames(
  store: Store,
  wanted: { participants: number[]; sessions: number[] },
): Live<Names> {
  return live<Names>(async () => {
    const { db } = store
    const [people, sessions, states] = await Promise.all([
      db.participants.bulkGet([...new Set(wanted.participants)]),
      db.sessions.bulkGet([...new Set(wanted.sessions)]),
      db.presence_states.toArray(),
    ])
    return {
      participants: new Map(
        people.flatMap((one) => (one ? [[one.id, `${one.first_name} ${one.last_name}`.trim()]] : [])),
      ),
      sessions: new Map(sessions.flatMap((one) => (one ? [[one.id, one.name]] : []))),
      states: new Map(states.map((state) => [state.code, state.label])),
    }
  }, NO_NAMES)
}
