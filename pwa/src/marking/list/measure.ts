/** Tells how high the lines of a list are, each time that changes, without asking the browser to lay anything out. */
import { type Signal, signal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import { Heights } from './window'

/** A line of the roster, in the page. */
export const LINE = '[data-row]'
/** What a line is taken to be before one was measured. */
const GUESS = 68

export const rowOf = (line: Element): number => Number(line.getAttribute('data-row'))

export interface Measured {
  heights: Heights
  /** Counts up when something is not as high as it was thought to be. */
  news: Signal<number>
}

/** Watches the lines that are in the list after each painting of it.
 * @param whole the list is drawn whole: nothing has to be known */
export function useMeasured(list: RefObject<HTMLElement | null>, whole: boolean): Measured {
  const measured = useMemo(() => ({ heights: new Heights(GUESS), news: signal(0) }), [])
  const watcher = useMemo(() => watch(measured), [measured])
  useEffect(() => () => watcher.stop(), [watcher])
  useEffect(() => {
    if (list.current && !whole) watcher.look(list.current)
  })
  return measured
}

function watch({ heights, news }: Measured) {
  const watched = new WeakSet<Element>()
  let width = 0
  const lines = new ResizeObserver((entries) => {
    const told = entries
      .filter(({ target }) => target.isConnected)
      .map(({ target, borderBoxSize }) => [rowOf(target), borderBoxSize[0]?.blockSize ?? 0] as const)
    if (heights.learn(told)) news.value += 1
  })
  const frame = new ResizeObserver(([entry]) => {
    const now = entry?.contentRect.width ?? 0
    if (width !== 0 && Math.abs(now - width) > 1) heights.forget()
    width = now
  })
  return {
    look(list: HTMLElement) {
      if (!watched.has(list)) frame.observe(list)
      watched.add(list)
      for (const line of list.querySelectorAll(LINE)) {
        if (watched.has(line)) continue
        watched.add(line)
        lines.observe(line)
      }
    },
    stop() {
      lines.disconnect()
      frame.disconnect()
    },
  }
}
