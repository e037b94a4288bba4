/** Tells the style sheet how much of the screen the toolbar covers, so that headings stick below it and nothing hides behind it. */
import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect } from 'preact/hooks'

export function useCovering(page: RefObject<HTMLElement | null>, loaded: boolean): void {
  useEffect(() => {
    const toolbar = page.current?.querySelector<HTMLElement>('.toolbar')
    if (!toolbar) return
    const observer = new ResizeObserver(() => {
      const sticks = getComputedStyle(toolbar).position === 'sticky'
      page.current?.style.setProperty('--toolbar-block', `${sticks ? toolbar.offsetHeight : 0}px`)
    })
    observer.observe(toolbar)
    return () => observer.disconnect()
  }, [page, loaded])
}

/** Whoever searches far down a list sees the first that were found, not the last: `asked` is what was asked for. */
export function useTopOfFound(page: RefObject<HTMLElement | null>, asked: string): void {
  useLayoutEffect(() => {
    const toolbar = page.current?.querySelector('.toolbar')
    const found = toolbar?.nextElementSibling
    if (!toolbar || !found) return
    const hidden = toolbar.getBoundingClientRect().bottom - found.getBoundingClientRect().top
    if (hidden > 0) scrollBy(0, -hidden)
  }, [page, asked])
}
