import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import { type Store, watchNumber } from '../store'

interface Props {
  store: Store
  /** As the address has it. */
  session: number
  children: (session: number) => ComponentChildren
}

/** The pages of a session. One that was begun here keeps its address when its number comes, and nobody's dialog closes. */
export function AtSession({ store, session, children }: Props) {
  const number = useMemo(() => watchNumber(store, session), [store, session]).value
  return number === null ? <div class="page" aria-busy="true" /> : children(number)
}
