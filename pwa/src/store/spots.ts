/** Sessions that were started here without a timetable: known by a number below zero until the server gives one, and by that
 * one from then on. What happens in them names them by the operation that made them, always: what was sent never changes. */
import type { OpResult, Session } from '../base/wire'
import type { ProfileDb } from './db'
import { type Key, keyOf, type OpRow, partsOf, type SpotRow } from './rows'
import { bareOp } from './travel'

const iso = (ms: number): string => new Date(ms).toISOString()

/** As the screens read it, until the feed brings the server's. */
function sessionRow({ plan }: SpotRow, id: number, version: number): Session & { provisional: true } {
  return {
    id,
    group: plan.group,
    name: plan.name,
    scheduled_start_at: iso(plan.starts_at),
    scheduled_end_at: iso(plan.ends_at),
    actual_start_at: null,
    actual_end_at: null,
    status: 'scheduled',
    version,
    provisional: true,
  }
}

/** Writes it down, in the caller's transaction. */
export async function putSpot(db: ProfileDb, spot: SpotRow): Promise<void> {
  await db.spots.put(spot)
  await db.sessions.put(sessionRow(spot, spot.local, 0))
}

/** After a new copy of base: it holds nothing that the server has never heard of. */
export async function restoreSpots(db: ProfileDb): Promise<void> {
  const rows = await db.spots.where('session').equals(0).toArray()
  await db.sessions.bulkPut(rows.map((spot) => sessionRow(spot, spot.local, 0)))
}

/** A session as the queue calls it now, whatever a screen that is a moment old calls it. */
export interface Place {
  session: number
  session_ref?: string
}

/** `session`: as the queue calls it; with the reference, where this tablet made it. */
export async function placeNow(db: ProfileDb, session: number): Promise<Place> {
  const spot = session < 0 ? await db.spots.get(session) : await db.spots.where({ session }).first()
  return spot ? { session: spot.session || spot.local, session_ref: spot.op_id } : { session }
}

/** The wishes, about sessions as they are called now. */
export async function placedNow<T extends Place>(db: ProfileDb, wishes: T[]): Promise<T[]> {
  const places = new Map<number, Place>()
  for (const session of new Set(wishes.map((wish) => wish.session)))
    places.set(session, await placeNow(db, session))
  return wishes.map((wish) => ({ ...wish, ...places.get(wish.session) }))
}

export async function keyInPlace(db: ProfileDb, key: Key): Promise<Key> {
  const { session, participant } = partsOf(key)
  return session < 0 ? keyOf((await placeNow(db, session)).session, participant) : key
}

const MARK = /^-?\d+:/

function moved<T extends OpRow>(op: T, session: number): T {
  return { ...op, session, key: MARK.test(op.key) ? keyOf(session, op.participant) : op.key }
}

/** Numbers of sessions that results tell, by the number that this tablet used so far. */
export function sessionsIn(ops: OpRow[], results: Map<string, OpResult>): Map<number, OpResult> {
  const told = new Map<number, OpResult>()
  for (const op of ops) {
    const result = results.get(op.op_id)
    if (op.kind === 'session_create' && op.session < 0 && result?.session) told.set(op.session, result)
  }
  return told
}

export function placed<T extends OpRow>(op: T, told: Map<number, OpResult>): T {
  const session = told.get(op.session)?.session
  return session ? moved(op, session) : op
}

/** Everything that was said of these sessions is from now on said of the ones with the server's numbers: in the caller's
 * transaction, so no screen sees half of it. */
export async function nameSessions(db: ProfileDb, told: Map<number, OpResult>, now: number): Promise<void> {
  for (const [local, { session = 0, version }] of told) {
    await move(db, local, session)
    // Where the lists are away, this one stays away with them.
    const listed = await db.sessions.get(local)
    await db.sessions.delete(local)
    await db.spots.update(local, { session, named_at: now })
    const spot = await db.spots.get(local)
    const buried = await db.tombstones.get(`session ${session}`)
    if (spot && listed && !buried && !(await db.sessions.get(session)))
      await db.sessions.put(sessionRow(spot, session, version))
  }
}

async function move(db: ProfileDb, from: number, to: number): Promise<void> {
  const waiting = await db.ops.where('session').equals(from).toArray()
  await db.ops.bulkPut(waiting.map((op) => moved(op, to)))
  const told = await db.attention.where('session').equals(from).toArray()
  await db.attention.bulkPut(told.map((row) => moved(row, to)))
  await db.walk_ins.filter((row) => row.session === from).modify({ session: to })
}

const spotOf = async (db: ProfileDb, op: OpRow): Promise<SpotRow | undefined> => {
  const made = op.kind === 'session_create' ? op.op_id : op.session_ref
  return made === undefined ? undefined : db.spots.where('op_id').equals(made).first()
}

/** The op about its session as that is called now. */
export async function inPlace<T extends OpRow>(db: ProfileDb, op: T): Promise<T> {
  const spot = await spotOf(db, op)
  return spot ? moved(op, spot.session || spot.local) : op
}

/** An op that goes back into the queue because the server may have lost it: a session that was made here has no number again. */
export async function asUnnamed(db: ProfileDb, row: OpRow): Promise<OpRow> {
  const op = bareOp(row)
  const spot = await spotOf(db, op)
  if (!spot) return op
  if (spot.session > 0) {
    await move(db, spot.session, spot.local)
    await putSpot(db, { ...spot, session: 0, named_at: 0 })
  }
  return moved(op, spot.local)
}

/** Nothing waits for the server or for a person any more: a session that never came to be is forgotten. */
export async function dropEmptySpot(db: ProfileDb, local: number): Promise<void> {
  if (local >= 0) return
  const [ops, told] = await Promise.all([
    db.ops.where('session').equals(local).count(),
    db.attention.where('session').equals(local).count(),
  ])
  if (ops + told > 0) return
  await db.spots.delete(local)
  await db.sessions.delete(local)
}

export const forgetSpots = (db: ProfileDb, namedBefore: number): Promise<number> =>
  db.spots.where('named_at').between(1, namedBefore).delete()
