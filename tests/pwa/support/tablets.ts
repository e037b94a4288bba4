/** Tablets for tests: a fresh IndexedDB each, the real store on it, and a small class to mark. */
import Dexie from 'dexie'
import { IDBDatabase, IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb'
import type { Participant, PresenceRecord, Session } from '@/base/wire'
import { type Keys, openProfile, type Store } from '@/store'

/** From here on this process has an empty IndexedDB. */
export function freshDisk(): IDBFactory {
  const disk = new IDBFactory()
  useDisk(disk)
  return disk
}

export function useDisk(disk: IDBFactory): void {
  globalThis.indexedDB = disk
  globalThis.IDBKeyRange = IDBKeyRange
  globalThis.IDBDatabase = IDBDatabase
  globalThis.IDBObjectStore = IDBObjectStore
  Dexie.dependencies.indexedDB = disk
  Dexie.dependencies.IDBKeyRange = IDBKeyRange
}

export const MINA = 7
export const CLASS = 20
export const LESSON = 100
export const START = Date.parse('2026-03-02T08:00:00Z')

export const participant = (id: number): Participant => ({
  id,
  external_id: null,
  first_name: `First${id}`,
  last_name: `Last${String(id).padStart(4, '0')}`,
  identifier: '',
  is_active: true,
  version: id,
})

export const lesson = (id = LESSON): Session => ({
  id,
  group: CLASS,
  name: 'Lesson',
  scheduled_start_at: '2026-03-02T08:00:00Z',
  scheduled_end_at: '2026-03-02T09:00:00Z',
  actual_start_at: null,
  actual_end_at: null,
  status: 'scheduled',
  version: 1000 + id,
})

export const record = (
  person: number,
  state: string,
  version: number,
  more: Partial<PresenceRecord> = {},
): PresenceRecord => ({
  id: 5000 + person,
  session: LESSON,
  participant: person,
  presence_state: state,
  recorded_at: '2026-03-02T08:01:00.000000Z',
  recorded_by: 8,
  source_device_id: '',
  note: '',
  version,
  ...more,
})

const bytes = (filled: number) => new Uint8Array(32).fill(filled)
/** Of a tablet that nobody opened. */
export const KEYS: Keys = { tablet: bytes(1), data: { id: 'test', key: bytes(2) } }

/** A profile whose base already holds one lesson of a class with this many people. */
export async function tablet(people = 3, profile = '1:7', keys = KEYS): Promise<Store> {
  const store = openProfile(profile, keys)
  const { db } = store
  const ids = Array.from({ length: people }, (_, at) => at + 1)
  await db.transaction('rw', [db.groups, db.group_memberships, db.participants, db.sessions], async () => {
    await db.groups.put({
      id: CLASS,
      parent: null,
      name: '5A',
      group_type: 'class',
      is_active: true,
      version: 900,
    })
    await db.participants.bulkPut(ids.map(participant))
    await db.group_memberships.bulkPut(
      ids.map((id) => ({ id, group: CLASS, participant: id, joined_at: '2026-01-01', version: 2000 + id })),
    )
    await db.sessions.put(lesson())
  })
  return store
}

export const wish = (person: number, state: string | null, more: { note?: string; now?: number } = {}) => ({
  session: LESSON,
  participant: person,
  state,
  marked_by: MINA,
  now: START,
  ...more,
})
