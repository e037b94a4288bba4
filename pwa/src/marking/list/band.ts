/** Which stretch of a list is drawn: what is on the screen and some more on either side, moved before its end comes in sight. */
import { type Signal, signal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect, useMemo } from 'preact/hooks'

export interface Band {
  from: number
  to: number
}

/** Screens that are drawn above and below the one that is seen, and how near the end of that may come. */
const AROUND = 0.7
const NEAR = 0.25

/** The band for what is seen, or the old one while that is enough. */
export function bandFor(old: Band, top: number, screen: number): Band {
  const bottom = top + screen
  const enough = top - NEAR * screen >= old.from && bottom + NEAR * screen <= old.to
  const close = old.from >= top - 2 * screen && old.to <= bottom + 2 * screen
  if (enough && close) return old
  return { from: top - AROUND * screen, to: bottom + AROUND * screen }
}

/** Follows the page's scrolling. Before anything is measured the list is taken to begin at the top of the screen. */
export function useBand(list: RefObject<HTMLElement | null>): Signal<Band> {
  const band = useMemo(() => signal(bandFor({ from: 0, to: 0 }, 0, innerHeight)), [])
  useLayoutEffect(() => {
    const follow = () => {
      if (list.current)
        band.value = bandFor(band.peek(), -list.current.getBoundingClientRect().top, innerHeight)
    }
    follow()
    addEventListener('scroll', follow, { passive: true })
    addEventListener('resize', follow)
    return () => {
      removeEventListener('scroll', follow)
      removeEventListener('resize', follow)
    }
  }, [])
  return band
}
