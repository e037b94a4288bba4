/** How somebody was marked in the sessions of their group before this one, as far as this tablet carries them. */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import { systemTimers } from '../base/clock'
import type { Session } from '../base/wire'
import { serverValue } from './decide'
import { getMany } from './many'
import { isMark, type Key, keyOf, type OpRow } from './rows'
import type { Store } from './store'

export interface Recent {
  session: number
  scheduled_start_at: string
  /** null: nobody marked them. */
  state: string | null
}

export interface RecentBook {
  /** Oldest first; empty until it is read, and where this tablet knows of no mark. Read once: earlier days do not change while
   * somebody marks today. */
  of(participant: number): ReadonlySignal<readonly Recent[]>
}

/** So many sessions are looked back. */
const BACK = 4
/** Lines that are painted together ask together, after they are painted. */
const GATHER = 60

export function recentBook(store: Store, session: number): RecentBook {
  const pages = new Map<number, Signal<readonly Recent[]>>()
  let asked: number[] = []
  let earlier: Promise<Earlier> | null = null
  async function read(): Promise<void> {
    const people = asked
    asked = []
    earlier ??= readEarlier(store, session)
    const { sessions, ops } = await earlier
    if (sessions.length === 0) return
    const keys = people.flatMap((person) => sessions.map((one) => keyOf(one.id, person)))
    const records = await getMany(store.db.presence_records, keys)
    people.forEach((person, at) => {
      const recents = sessions.map((one, back) => {
        const op = ops.get(keyOf(one.id, person))
        const state = op ? op.state : serverValue(records[at * sessions.length + back]).state
        return { session: one.id, scheduled_start_at: one.scheduled_start_at, state }
      })
      const page = pages.get(person)
      if (page && recents.some(({ state }) => state !== null)) page.value = recents
    })
  }
  return {
    of(participant) {
      const found = pages.get(participant)
      if (found) return found
      const page = signal<readonly Recent[]>([])
      pages.set(participant, page)
      // A closed or lost database: the lines do without.
      if (asked.length === 0) systemTimers.set(() => void read().catch(() => undefined), GATHER)
      asked.push(participant)
      return page
    },
  }
}

interface Earlier {
  /** Oldest first. */
  sessions: Session[]
  /** The newest unanswered mark of each key in them. */
  ops: Map<Key, OpRow>
}

async function readEarlier({ db }: Store, session: number): Promise<Earlier> {
  const now = await db.sessions.get(session)
  if (!now) return { sessions: [], ops: new Map() }
  const all = await db.sessions.where('group').equals(now.group).toArray()
  const sessions = all
    .filter((one) => one.scheduled_start_at < now.scheduled_start_at)
    .sort((a, b) => (a.scheduled_start_at < b.scheduled_start_at ? -1 : 1))
    .slice(-BACK)
  const ids = sessions.map((one) => one.id)
  const ops = await db.ops.where('session').anyOf(ids).sortBy('seq_no')
  return { sessions, ops: new Map(ops.filter(isMark).map((op) => [op.key, op])) }
}
