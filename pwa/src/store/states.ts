/** The presence states a person may choose from. */
import type { PresenceState } from '../base/wire'
import { type Live, live } from './live'
import type { Store } from './store'

/** All states by sort order, the inactive ones too: old marks still need their label. */
export const watchStates = (store: Store): Live<PresenceState[]> => live(() => readStates(store), [])

export async function readStates({ db }: Store): Promise<PresenceState[]> {
  const rows = await db.presence_states.toArray()
  return rows.sort((a, b) => a.sort_order - b.sort_order || a.id - b.id)
}
