/** One presence record as this tablet knows it. */
import { type Live, live } from './live'
import { keyOf, type RecordRow } from './rows'
import type { Store } from './store'

export const watchRecord = (store: Store, session: number, participant: number): Live<RecordRow | null> =>
  live<RecordRow | null>(
    async () => (await store.db.presence_records.get(keyOf(session, participant))) ?? null,
    null,
  )

/** The same, read once. */
export const readRecord = async (
  { db }: Store,
  session: number,
  participant: number,
): Promise<RecordRow | null> => (await db.presence_records.get(keyOf(session, participant))) ?? null
