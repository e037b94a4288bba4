/** Listens to what bubbles up from the buttons inside a list: the list itself is nothing to be pressed. */
import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

export type Hearing = { [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void }

/** @param hearing by kind of event, the same kinds each time; clicks are heard before the buttons hear them */
export function useHearing(list: RefObject<HTMLElement | null>, hearing: Hearing): void {
  const now = useRef(hearing)
  now.current = hearing
  useEffect(() => {
    const element = list.current
    const kinds = Object.keys(hearing) as (keyof Hearing)[]
    const hear = (event: Event) => {
      const listener = now.current[event.type as keyof Hearing] as ((event: Event) => void) | undefined
      listener?.(event)
    }
    for (const kind of kinds) element?.addEventListener(kind, hear, { capture: kind === 'click' })
    return () => {
      for (const kind of kinds) element?.removeEventListener(kind, hear, { capture: kind === 'click' })
    }
  }, [list])
}
