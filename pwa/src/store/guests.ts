/** People who walked in: known here by a number below zero until the server gives one, and by that one from then on. */
import type { OpResult } from '../base/wire'
import type { ProfileDb } from './db'
import { type Key, keyOf, type Newcomer, type OpRow, type Participant, partsOf, type WalkInRow } from './rows'
import { asUnnamed, inPlace, keyInPlace } from './spots'
import { bareOp } from './travel'

/** The walk_in's own place in the queue makes the number: it is the only one of its kind on this tablet. */
export const localNumber = (seqNo: number): number => -seqNo

export const guestRow = (local: number, person: Newcomer): Participant => ({
  id: local,
  external_id: null,
  first_name: person.first_name,
  last_name: person.last_name,
  identifier: person.identifier ?? '',
  is_active: true,
  version: 0,
})

/** What a screen that is a moment old calls a guest, in the words of now. */
export async function asCalledNow<T extends { participant: number; ref?: string }>(
  db: ProfileDb,
  wishes: T[],
): Promise<T[]> {
  if (wishes.every((wish) => wish.participant >= 0)) return wishes
  const rows = await db.walk_ins.bulkGet(wishes.map((wish) => wish.participant))
  return wishes.map((wish, at) => {
    const row = rows[at]
    if (!row) return wish
    return row.participant === null ? { ...wish, ref: row.op_id } : { ...wish, participant: row.participant }
  })
}

export async function keyNow(db: ProfileDb, key: Key): Promise<Key> {
  const { session, participant } = partsOf(await keyInPlace(db, key))
  if (participant >= 0) return keyOf(session, participant)
  const row = await db.walk_ins.get(participant)
  return keyOf(session, row?.participant ?? participant)
}

/** An op that comes back after a while, about its session and its person as they are called now. */
export async function opNow<T extends OpRow>(db: ProfileDb, op: T): Promise<T> {
  const here = await inPlace(db, op)
  const guest = here.participant < 0 ? await db.walk_ins.get(here.participant) : undefined
  return guest?.participant ? renumbered(here, new Map([[guest.local, guest.participant]])) : here
}

/** Numbers of guests that results tell, by the number this tablet used so far. */
export function numbersIn(ops: OpRow[], results: Map<string, OpResult>): Map<number, number> {
  const numbers = new Map<number, number>()
  for (const op of ops) {
    const participant = results.get(op.op_id)?.participant ?? null
    if (op.participant < 0 && participant !== null) numbers.set(op.participant, participant)
  }
  return numbers
}

export function renumbered<T extends OpRow>(op: T, numbers: Map<number, number>): T {
  const participant = numbers.get(op.participant)
  if (participant === undefined) return op
  return { ...op, participant, key: op.kind === 'walk_in' ? op.key : keyOf(op.session, participant) }
}

/** Everything that was said of the guest is from now on said of the person with this number: in the caller's transaction, so no
 * screen sees half of it. */
export async function renumber(db: ProfileDb, numbers: Map<number, number>, now: number): Promise<void> {
  for (const [local, participant] of numbers) {
    const row = await db.walk_ins.get(local)
    await db.walk_ins.update(local, { participant, named_at: now })
    const waiting = await db.ops.where('participant').equals(local).toArray()
    await db.ops.bulkPut(waiting.map((op) => renumbered(op, numbers)))
    const told = await db.attention.filter((op) => op.participant === local).toArray()
    await db.attention.bulkPut(told.map((op) => renumbered(op, numbers)))
    if (row) await introduce(db, row, participant)
  }
}

/** Until the feed brings the person and the membership, what the walk_in said of them stands in. */
async function introduce(db: ProfileDb, row: WalkInRow, participant: number): Promise<void> {
  const session = await db.sessions.get(row.session)
  if (!session) return
  const known = await db.participants.get(participant)
  if (!known)
    await db.participants.put({ ...guestRow(participant, row.person), provisional: true } as Participant)
  const here = await db.group_memberships.where('participant').equals(participant).toArray()
  if (here.some((one) => one.group === session.group)) return
  const link = { id: -participant, group: session.group, participant, joined_at: '', version: 0 }
  await db.group_memberships.put(link)
}

/** The feed has been read to its end: it has brought every membership that it was ever going to bring. */
export async function dropIntroductions(db: ProfileDb): Promise<void> {
  // Deleting a range counts as a change even where nothing lies in it, and every open roster would be read again.
  const ids = await db.group_memberships.where('id').below(0).primaryKeys()
  if (ids.length > 0) await db.group_memberships.bulkDelete(ids)
}

export const forgetGuests = (db: ProfileDb, namedBefore: number): Promise<number> =>
  db.walk_ins.where('named_at').between(1, namedBefore).delete()

/** The server lost a walk_in or a session_create that it had answered: it is sent again, before what refers to it, and may come
 * back with another number. False when this tablet does not have it any more. */
export async function revive(db: ProfileDb, opId: string): Promise<boolean> {
  if (await db.ops.get(opId)) return true
  const op = await db.acked.get(opId)
  if (!op) return false
  await db.ops.put(await asGuest(db, await asUnnamed(db, op)))
  await db.acked.delete(opId)
  return true
}

/** An op that goes back into the queue, about a guest again if it was. */
export async function asGuest(db: ProfileDb, row: OpRow): Promise<OpRow> {
  const op = bareOp(row)
  const walkIn = op.kind === 'walk_in' ? op.op_id : op.ref
  if (walkIn === undefined) return op
  const known = await db.walk_ins.where('op_id').equals(walkIn).first()
  if (!known) return op
  if (known.participant !== null) await db.walk_ins.update(known.local, { participant: null, named_at: 0 })
  const participant = known.local
  return { ...op, participant, key: op.kind === 'walk_in' ? op.key : keyOf(op.session, participant) }
}
