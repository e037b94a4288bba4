/** The presence states a person may choose from. */
import { stateLabel } from '../base/domain-words'
import type { PresenceState } from '../base/wire'
import { type Live, live } from './live'
import type { Store } from './store'

/**
 * All states, the inactive ones and those of another domain too: old marks still need their label.
 *
 * Those that are offered come first, by sort order: where two domains share a code, its own domain's label is found.
 */
export const watchStates = (store: Store): Live<PresenceState[]> => live(() => readStates(store), [])

export async function readStates({ db }: Store): Promise<PresenceState[]> {
  const rows = await db.presence_states.toArray()
  const states = rows.map((row) => ({
    ...row,
    label: stateLabel(row),
    is_active: row.is_active && row.is_offered,
  }))
  return states.sort((a, b) => +b.is_offered - +a.is_offered || a.sort_order - b.sort_order || a.id - b.id)
}
