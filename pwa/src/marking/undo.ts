/** The last actions on a session, newest last, as long as the app is open. */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Store, UndoToken } from '../store'

const KEPT = 10

export interface Action {
  /** "Amina Rahman: Late" */
  label: string
  token: UndoToken
}

export interface UndoStack {
  readonly last: ReadonlySignal<Action | null>
  /** Oldest first. */
  readonly all: ReadonlySignal<readonly Action[]>
  push(action: Action): void
  /** Takes the newest action off, or the given one. */
  take(action?: Action): Action | null
}

export function createUndoStack(): UndoStack {
  const actions = signal<readonly Action[]>([])
  return {
    last: computed(() => actions.value.at(-1) ?? null),
    all: actions,
    push(action) {
      const { entries, made = [] } = action.token
      if (entries.length + made.length > 0) actions.value = [...actions.value, action].slice(-KEPT)
    },
    take(action) {
      const taken = action ?? actions.value.at(-1) ?? null
      actions.value = actions.value.filter((one) => one !== taken)
      return taken
    },
  }
}

const stacks = new WeakMap<Store, Map<number, UndoStack>>()

/** One stack per session, as long as its person is signed in: leaving the roster and coming back keeps it. */
export function undoStackOf(store: Store, session: number): UndoStack {
  const own = stacks.get(store) ?? new Map<number, UndoStack>()
  stacks.set(store, own)
  const stack = own.get(session) ?? createUndoStack()
  own.set(session, stack)
  return stack
}
