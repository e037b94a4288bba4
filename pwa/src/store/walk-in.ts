/** Somebody stands at the desk who is on no list: the person and the mark are made together, with or without a network. */
import { localNumber } from './guests'
import { type Marked, onceKept, saying, write } from './marks'
import { queueOp } from './queue-op'
import type { Newcomer } from './rows'
import type { Store } from './store'

interface Arrival {
  session: number
  state: string
  note?: string
  marked_by: number
  now: number
}

interface Unknown {
  first_name: string
  last_name: string
  identifier?: string | null
}

/** Somebody new with a name, or by number somebody whom this tablet knows from another group. */
export type WalkIn = Arrival & (Unknown | { participant: number })

export interface WalkedIn extends Marked {
  /** By which this tablet calls the person for now: the `participant` of the roster's row. */
  participant: number
}

/** Rejects with a StoreFailure when nothing was saved, and with a RangeError when the person has no name at all. */
export async function recordWalkIn(store: Store, wish: WalkIn): Promise<WalkedIn> {
  const known = 'participant' in wish ? wish.participant : null
  const person = 'participant' in wish ? null : named(wish)
  const made = await onceKept(store, async () => {
    const { session, state, note = '', marked_by, now } = wish
    const op = await queueOp(store, {
      ...{ kind: 'walk_in', session, marked_by, now },
      participant: (seqNo) => known ?? localNumber(seqNo),
      ...(person ? { person } : {}),
    })
    const { op_id, participant } = op
    const at = op.session
    if (person)
      await store.db.walk_ins.put({
        local: participant,
        op_id,
        session: at,
        person,
        participant: null,
        named_at: 0,
      })
    const marked = await write(store, [{ session, participant, ref: op_id, state, note, marked_by, now }])
    const undo = { ...marked.undo, made: [op_id] }
    return { ops: [op, ...marked.ops], undo, participant }
  })
  return saying(store, made)
}

function named(wish: Unknown): Newcomer {
  const person = {
    first_name: wish.first_name.trim(),
    last_name: wish.last_name.trim(),
    identifier: wish.identifier?.trim() || null,
  }
  if (person.first_name === '') throw new RangeError('A person needs a first name.')
  return person
}
