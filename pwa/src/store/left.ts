/** Names of people and sessions that were deleted, or left what the tablet carries, while a mark of this person's about them was
 * not settled. A number would tell nobody whom the refused mark meant. They lie with the pages seen, under the person's key, and
 * go when the last such mark is settled. */
import type { ProfileDb } from './db'
import { type Live, live } from './live'
import type { Participant } from './rows'
import type { Store } from './store'

export interface Left {
  people: Record<number, Pick<Participant, 'first_name' | 'last_name' | 'identifier'>>
  sessions: Record<number, string>
}

/** No address of the API begins like this. */
export const KEY = 'left the tablet'

export async function readLeft(db: ProfileDb): Promise<Left> {
  const row = await db.remote.get(KEY)
  return (row?.value as Left | undefined) ?? { people: {}, sessions: {} }
}

/** What a session was called that this tablet knows no more, as long as something of it is not settled here; else empty. */
export const watchNameLeft = ({ db }: Store, id: number): Live<string> =>
  live<string>(async () => (await readLeft(db)).sessions[id] ?? '', '')
