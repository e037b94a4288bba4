/** The desk of one session: every scan is judged, written to the tablet's storage, and only then called marked. */
import { type ReadonlySignal, signal } from '@preact/signals'
import {
  type Marked,
  type Newcomer,
  type Other,
  type RosterRow,
  readOthers,
  readRecord,
  recordMark,
  recordWalkIn,
  type Store,
  type UndoToken,
  undo,
} from '../store'
import { bookOf, type Code } from './codes'
import { judge, type Person, type Scene } from './verdict'

/** What became of a scan, for the screen and the ear. */
export type Verdict =
  | { kind: 'marked'; person: Person; state: string; before: string | null; arrived: boolean }
  | { kind: 'already'; person: Person; state: string; at: number | null; by: By }
  | { kind: 'elsewhere'; person: Other }
  | { kind: 'unknown'; code: string }
  | { kind: 'over' }
  | { kind: 'early' }
  | { kind: 'two' }
  /** Nothing was written; null where not even the lists could be read. */
  | { kind: 'unsaved'; person: Person | null }

/** Who made the mark that stands: this tablet's person, another by number, or nobody knows. */
export type By = 'me' | number | null

export interface Scan {
  id: number
  at: number
  verdict: Verdict
  /** How to take it back; null where nothing was written, or it was taken back. */
  token: UndoToken | null
  undone: boolean
}

export interface Desk {
  readonly verdict: ReadonlySignal<Verdict | null>
  /** Newest first. */
  readonly scans: ReadonlySignal<readonly Scan[]>
  scan(code: Code): Promise<Verdict>
  /** The same for somebody who was chosen from the list. */
  pick(participant: number): Promise<Verdict>
  /** Several codes at once in view: nothing is marked. */
  seeTwo(): void
  /** Puts somebody whom this tablet knows from another group on the list, and marks them. */
  add(person: Other): Promise<Verdict>
  addNew(person: Newcomer): Promise<Verdict>
  undo(scan: Scan): Promise<boolean>
  clear(): void
}

interface World {
  store: Store
  session: number
  userId: number
  now: () => number
  scene: () => Omit<Scene, 'roster'>
  rows: () => readonly RosterRow[]
  /** Said with every mark that has no note of its own. */
  note?: string
  onVerdict: (verdict: Verdict) => void
}

const KEPT = 20

export function openDesk(world: World): Desk {
  const { store, session } = world
  const verdict = signal<Verdict | null>(null)
  const scans = signal<readonly Scan[]>([])
  const by = () => ({ marked_by: world.userId, now: world.now() })
  let made = 0
  let last: Promise<unknown> = Promise.resolve()

  function say(found: Verdict, token: UndoToken | null = null): Verdict {
    made += 1
    verdict.value = found
    if (found.kind !== 'two')
      scans.value = [
        { id: made, at: world.now(), verdict: found, token, undone: false },
        ...scans.value,
      ].slice(0, KEPT)
    world.onVerdict(found)
    return found
  }

  /** One after the other: the second scan of a queue is judged by what the first has written. */
  function inTurn(work: () => Promise<Verdict>): Promise<Verdict> {
    const turn = last.then(work).catch(() => say({ kind: 'unsaved', person: null }))
    last = turn
    return turn
  }

  async function mark(
    person: Person,
    write: () => Promise<Marked>,
    told: { before: string | null; arrived: boolean },
  ): Promise<Verdict> {
    const { state } = world.scene()
    try {
      const { undo: token } = await write()
      const wrote = token.entries.length + (token.made?.length ?? 0) > 0
      return say({ kind: 'marked', person, state, ...told }, wrote ? token : null)
    } catch {
      return say({ kind: 'unsaved', person })
    }
  }

  const bookOfRoster = (): Scene['roster'] =>
    bookOf(world.rows().map((row) => ({ identifier: row.participant.identifier, row })))

  async function decide(code: Code, roster = bookOfRoster()): Promise<Verdict> {
    const scene = { ...world.scene(), roster }
    const found = judge(code, scene)
    switch (found.kind) {
      case 'mark': {
        const { participant: person, state: before, note } = found.row
        const wish = { session, participant: person.id, state: scene.state, ...by() }
        const said = world.note ? { note: joined(note, world.note) } : {}
        return mark(person, () => recordMark(store, { ...wish, ...said }), { before, arrived: false })
      }
      case 'already':
        return say(await alreadyOf(found.row))
      case 'unknown': {
        const person = bookOf(await readOthers(store, session)).find(code)
        return say(person ? { kind: 'elsewhere', person } : { kind: 'unknown', code: code.text })
      }
      default:
        return say(found)
    }
  }

  async function alreadyOf(row: RosterRow): Promise<Verdict> {
    const waits = row.where === 'waiting' || row.where === 'sending'
    const record = waits ? null : await readRecord(store, session, row.participant.id)
    const author = waits ? world.userId : (record?.recorded_by ?? null)
    return {
      kind: 'already',
      person: row.participant,
      state: row.state ?? '',
      at: row.marked_at,
      by: author === world.userId ? 'me' : author,
    }
  }

  const arrival = () => ({
    session,
    state: world.scene().state,
    ...(world.note ? { note: world.note } : {}),
    ...by(),
  })

  return {
    verdict,
    scans,
    scan: (code) => inTurn(() => decide(code)),
    pick: (participant) =>
      inTurn(() => {
        const row = world.rows().find((one) => one.participant.id === participant)
        return decide({ text: '' }, { find: () => (row ? { identifier: null, row } : null) })
      }),
    seeTwo: () => {
      if (verdict.peek()?.kind !== 'two') say({ kind: 'two' })
    },
    add: (person) =>
      inTurn(() =>
        mark(person, () => recordWalkIn(store, { ...arrival(), participant: person.id }), {
          before: null,
          arrived: true,
        }),
      ),
    addNew: (person) =>
      inTurn(() =>
        mark(
          { id: 0, first_name: person.first_name.trim(), last_name: person.last_name.trim() },
          () => recordWalkIn(store, { ...arrival(), ...person }),
          { before: null, arrived: true },
        ),
      ),
    async undo(scan) {
      if (scan.token === null) return false
      const { undone } = await undo(store, scan.token, by())
      if (undone > 0)
        scans.value = scans.value.map((one) =>
          one.id === scan.id ? { ...one, token: null, undone: true } : one,
        )
      return undone > 0
    },
    clear: () => {
      verdict.value = null
    },
  }
}

/** What stood there stays, and the mark says how it was made in any case. */
const joined = (note: string, said: string): string =>
  note.includes(said) ? note : [note, said].filter(Boolean).join(' · ')
