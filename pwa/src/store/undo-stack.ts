/** The last actions on a session, newest last, as long as the app is open. */
import { computed, type ReadonlySignal, signal } from '@preact/signals-core'
import type { UndoToken } from './marks'
import type { Store } from './store'

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
  /** These came before all that is here. */
  follow(earlier: readonly Action[]): void
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
    follow(earlier) {
      actions.value = [...earlier, ...actions.value].slice(-KEPT)
    },
  }
}

const stacks = new WeakMap<Store, Map<number, UndoStack>>()

/** One stack per session, as long as its person is signed in: leaving the roster and coming back keeps it, and so does the number
 * that the server gives to a session that was begun here. */
export function undoStackOf(store: Store, session: number): UndoStack {
  const own = stacks.get(store) ?? new Map<number, UndoStack>()
  stacks.set(store, own)
  const known = own.get(session)
  if (known) return known
  const stack = createUndoStack()
  own.set(session, stack)
  if ([...own.keys()].some((one) => one < 0) && session > 0) void followBegun(store, session, own)
  return stack
}

async function followBegun(store: Store, session: number, own: Map<number, UndoStack>): Promise<void> {
  const spot = await store.db.spots
    .where({ session })
    .first()
    .catch(() => undefined)
  const before = spot && own.get(spot.local)
  const now = own.get(session)
  if (!spot || !before || !now || before === now) return
  now.follow(before.all.value)
  // A page that still goes by the old number goes on with the same.
  own.set(spot.local, now)
}
