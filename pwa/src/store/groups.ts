/** The groups that this tablet knows. */
import type { Group } from '../base/wire'
import { type Live, live } from './live'
import type { Store } from './store'

/** Active groups by name. */
export const watchGroups = (store: Store): Live<Group[]> =>
  live<Group[]>(async () => {
    const rows = await store.db.groups.toArray()
    return rows.filter((row) => row.is_active).sort((a, b) => a.name.localeCompare(b.name))
  }, [])
