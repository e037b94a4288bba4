/** What a person can do on a roster: each intention is written to the tablet's storage and says truthfully how that went. */
import type { ReadonlySignal } from '@preact/signals'
import { n, t } from '../base/text'
import {
  type Action,
  dismiss,
  type Marked,
  markAhead,
  type PresenceState,
  type RosterRow,
  readElsewhere,
  recordMark,
  recordMarks,
  recordNote,
  recordWalkIn,
  type Store,
  type UndoStack,
  type UndoToken,
  undo,
  undoStackOf,
} from '../store'
import { announce } from '../ui/announce'
import { feel } from '../ui/feedback'
import { navigate } from '../ui/navigation'
import { toast } from '../ui/toast'
import { unbegun } from '../ui/unbegun'
import { apart, fullName, listWords } from '../ui/words'
import { isRemaining } from './filter'
import { createTaps, type Taps } from './taps'

export interface Marking {
  readonly taps: Taps
  readonly undoStack: UndoStack
  mark(row: RosterRow, state: string | null): Promise<void>
  note(row: RosterRow, note: string): Promise<boolean>
  /** Names of other sessions on this tablet that are on and in which the person stands as present, where `state` says present. */
  elsewhere(row: RosterRow, state: string | null): Promise<string[]>
  /** Gives everybody without a mark this state, in one transaction. */
  markRemaining(rows: readonly RosterRow[], state: PresenceState): Promise<void>
  /** Puts somebody on the list and marks them, in one transaction. Resolves to whether both are on the disk. */
  walkIn(who: Arriving, state: string): Promise<boolean>
  /** Gives the person the same state in the sessions of this group that follow and start before then, where there is no mark
   * yet; one action. Resolves to whether it is on the disk. */
  markAhead(row: RosterRow, before: number, note: string): Promise<boolean>
  /** Something other than a mark was done and is on the disk: it may be undone like a mark. */
  said(words: string, token: UndoToken): void
  undo(action?: Action): Promise<void>
  dismiss(row: RosterRow): Promise<void>
  /** The storage is full, and something on the screen is not on the disk. */
  readonly full: ReadonlySignal<boolean>
  /** Tries again to save what of these rows could not be saved. */
  retry(rows: readonly RosterRow[]): Promise<void>
  giveUp(rows: readonly RosterRow[]): void
}

/** Somebody new, or somebody whom this tablet knows from another group. */
export type Arriving = { first_name: string; last_name: string } & (
  | { identifier: string }
  | { participant: number }
)

interface World {
  store: Store
  session: number
  userId: number
  now: () => number
  states: ReadonlySignal<readonly PresenceState[]>
}

/** Said to who asks for the person: many are rightly in two sessions, so no tap says it and nothing is changed by itself. */
export const elsewhereWords = (row: RosterRow, sessions: readonly string[]): string =>
  t('{name} stands as present in {here} as well, which is still on. Nothing was changed there.', {
    name: fullName(row.participant),
    here: listWords(sessions),
  })

export function createMarking(world: World): Marking {
  const taps = createTaps()
  const undoStack = undoStackOf(world.store, world.session)
  const label = (code: string | null) =>
    code === null ? t('no mark') : (world.states.peek().find((state) => state.code === code)?.label ?? code)
  const unsaved = (rows: readonly RosterRow[]) =>
    rows.filter((row) => taps.of(row.participant.id).peek()?.phase === 'failed')
  const by = () => ({ marked_by: world.userId, now: world.now() })
  const wish = (row: RosterRow) => ({ session: world.session, participant: row.participant.id, ...by() })

  /** Writes under a visible tap, keeps the undo token, and says the outcome. */
  async function record(
    rows: readonly RosterRow[],
    state: string | null,
    words: string,
    write: () => Promise<Marked>,
  ): Promise<Action | null> {
    const kept: Action[] = []
    const ids = rows.map((row) => row.participant.id)
    feel('marked')
    const saved = await taps.run(ids, state, async () => {
      const marked = await write()
      kept.push({ label: words, token: marked.undo })
      return marked.undo.entries.length > 0
    })
    if (!saved) feel('failed')
    announce(saved ? words : t('Not saved: {action}', { action: words }), !saved)
    const action = kept[0] ?? null
    if (action) undoStack.push(action)
    return action
  }

  /** The session itself was begun by mistake. Where it stays, the wish stays too: the marks in it may be taken back first. */
  async function unbegin(action: Action): Promise<void> {
    const { undone } = await undo(world.store, action.token, by())
    if (undone === 0) undoStack.follow([action])
    toast(unbegun(undone > 0))
    if (undone > 0) navigate('/')
  }

  const marking: Marking = {
    taps,
    undoStack,
    full: taps.full,
    async retry(rows) {
      const failed = unsaved(rows)
      const stateOf = (row: RosterRow) => taps.of(row.participant.id).peek()?.state ?? null
      for (const state of new Set(failed.map(stateOf))) {
        const again = unsaved(failed).filter((row) => stateOf(row) === state)
        const wishes = again.map((row) => ({ ...wish(row), state }))
        await record(again, state, n(again.length, '{count} mark saved.', '{count} marks saved.'), () =>
          recordMarks(world.store, wishes),
        )
      }
    },
    giveUp(rows) {
      for (const row of unsaved(rows)) taps.forget(row.participant.id)
    },
    async walkIn(who, state) {
      const words = t('{name} is on the list: {state}.', { name: fullName(who), state: label(state) })
      try {
        const { undo: token } = await recordWalkIn(world.store, {
          ...who,
          session: world.session,
          state,
          ...by(),
        })
        feel('marked')
        marking.said(words, token)
        return true
      } catch {
        return false
      }
    },
    async mark(row, state) {
      const words = t('{name}: {state}', { name: fullName(row.participant), state: label(state) })
      await record([row], state, words, () => recordMark(world.store, { ...wish(row), state }))
    },
    async elsewhere(row, state) {
      const present = new Set(
        world.states.peek().flatMap((one) => (one.counts_as === 'present' ? [one.code] : [])),
      )
      if (state === null || !present.has(state)) return []
      const at = { session: world.session, participant: row.participant.id, now: world.now(), present }
      const found = await readElsewhere(world.store, at)
      return found.map((one) => apart(one.name || one.group_name))
    },
    async note(row, note) {
      const words = t('{name}: note', { name: fullName(row.participant) })
      return (
        (await record([row], row.state, words, () => recordNote(world.store, { ...wish(row), note }))) !==
        null
      )
    },
    async markRemaining(rows, state) {
      const remaining = rows.filter(isRemaining)
      const words = n(remaining.length, '{count} person marked {state}.', '{count} people marked {state}.', {
        state: label(state.code),
      })
      const wishes = remaining.map((row) => ({ ...wish(row), state: state.code }))
      const action = await record(remaining, state.code, words, () => recordMarks(world.store, wishes))
      if (action) toast(words, { label: t('Undo'), run: () => void marking.undo(action) })
    },
    async markAhead(row, before, note) {
      const { state } = row
      if (state === null) return false
      try {
        const { undo: token } = await markAhead(world.store, { ...wish(row), before, state, note })
        const { length } = token.entries
        const words = n(
          length,
          '{name}: {state} in {count} more {session}.',
          '{name}: {state} in {count} more {sessions}.',
          { name: fullName(row.participant), state: label(state) },
        )
        feel('marked')
        marking.said(words, token)
        return true
      } catch {
        return false
      }
    },
    said(words, token) {
      const action = { label: words, token }
      undoStack.push(action)
      toast(words, { label: t('Undo'), run: () => void marking.undo(action) })
    },
    async undo(action) {
      const taken = undoStack.take(action)
      if (!taken) return
      feel('undone')
      try {
        if (taken.token.begun !== undefined) return await unbegin(taken)
        const { undone, skipped } = await undo(world.store, taken.token, by())
        const done =
          undone > 0
            ? t('Undone: {action}.', { action: taken.label.replace(/[.।]$/, '') })
            : t('Nothing undone.')
        const left =
          taken.token.entries.length === 0
            ? t('This time cannot be taken back here any more. An administrator can correct it.')
            : n(
                skipped,
                '{count} mark had changed since and stayed.',
                '{count} marks had changed since and stayed.',
              )
        toast(skipped > 0 ? `${done} ${left}` : done)
      } catch {
        undoStack.push(taken)
        toast(t('The tablet could not undo that. Nothing was changed.'))
      }
    },
    async dismiss(row) {
      if (row.refusedOp !== null) await dismiss(world.store, row.refusedOp, world.now())
    },
  }
  return marking
}
