/** Keeps the names of what leaves the tablet for as long as they are needed: the writing half of `left.ts`, which no screen loads. */
import type { ProfileDb } from './db'
import { KEY, type Left, readLeft } from './left'
import { getMany } from './many'

/** Names of everything that unsettled marks are about, as they are known now: to be read before something leaves. */
export async function namesNeeded(db: ProfileDb): Promise<Left> {
  const { people: persons, sessions: held } = await unsettled(db)
  const left = await readLeft(db)
  for (const { id, first_name, last_name, identifier } of await present(db.participants, persons))
    left.people[id] = { first_name, last_name, identifier }
  for (const { id, name } of await present(db.sessions, held)) left.sessions[id] = name
  return left
}

/** Keeps of them what is no longer in the lists and still needed. `known` null: nothing has left, only what is settled goes. */
export async function keepNames(db: ProfileDb, known: Left | null, now: number): Promise<void> {
  const kept = await db.remote.get(KEY)
  if (known === null && !kept) return
  const names = known ?? (kept?.value as Left)
  const { people: persons, sessions: held } = await unsettled(db)
  const here = new Set((await present(db.participants, persons)).map(({ id }) => id))
  const on = new Set((await present(db.sessions, held)).map(({ id }) => id))
  const value: Left = {
    people: only(
      names.people,
      persons.filter((id) => !here.has(id)),
    ),
    sessions: only(
      names.sessions,
      held.filter((id) => !on.has(id)),
    ),
  }
  const some = Object.keys(value.people).length + Object.keys(value.sessions).length > 0
  if (some) await db.remote.put({ key: KEY, value, saved_at: now })
  else if (kept) await db.remote.delete(KEY)
}

async function unsettled({ ops, attention }: ProfileDb): Promise<{ people: number[]; sessions: number[] }> {
  const rows = [...(await ops.toArray()), ...(await attention.toArray())]
  const ids = (of: number[]) => [...new Set(of)].filter((id) => id > 0)
  return {
    people: ids(rows.map((row) => row.participant)),
    sessions: ids(rows.map((row) => row.session)),
  }
}

const present = async <T>(table: Parameters<typeof getMany<T, number>>[0], ids: number[]): Promise<T[]> =>
  (await getMany(table, ids)).flatMap((row) => (row ? [row] : []))

const only = <T>(names: Record<number, T>, ids: number[]): Record<number, T> =>
  Object.fromEntries(ids.flatMap((id) => (names[id] === undefined ? [] : [[id, names[id]]])))
