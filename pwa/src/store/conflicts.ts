/** Conflicts as the feed brought them, with the names a screen needs. */
import type { Participant, Session } from '../base/wire'
import { type Live, live } from './live'
import { getMany } from './many'
import type { ConflictRow } from './rows'
import type { Store } from './store'

export type ConflictView = ConflictRow & {
  participantRow: Participant | null
  sessionRow: Session | null
}

export interface ConflictsView {
  loaded: boolean
  conflicts: ConflictView[]
}

/** Open ones oldest first, decided ones newest first. */
export function watchConflicts(store: Store, wanted: { open: boolean }): Live<ConflictsView> {
  return live<ConflictsView>(async () => ({ loaded: true, conflicts: await readConflicts(store, wanted) }), {
    loaded: false,
    conflicts: [],
  })
}

export async function readConflicts({ db }: Store, { open }: { open: boolean }): Promise<ConflictView[]> {
  const rows = await db.sync_conflicts
    .where('open')
    .equals(open ? 1 : 0)
    .toArray()
  const [people, sessions] = await Promise.all([
    getMany(
      db.participants,
      rows.map((row) => row.participant),
    ),
    getMany(
      db.sessions,
      rows.map((row) => row.session),
    ),
  ])
  const found = rows.map((row, at) => ({
    ...row,
    participantRow: people[at] ?? null,
    sessionRow: sessions[at] ?? null,
  }))
  return found.sort((a, b) => (open ? a.id - b.id : b.version - a.version))
}
