/** Arrow keys move through the roster like a table, also to lines that are not in the page yet; one tab stop for all of it. */
import type { RosterRow } from '../../store'
import { LINE, rowOf } from './measure'

const CELL = 'button[data-cell]'
/** Lines that Page Up and Page Down go. */
const PAGE = 10

const cellsOf = (line: Element) => [...line.querySelectorAll<HTMLButtonElement>(CELL)]

/** Makes the focused button the list's tab stop; called when focus moves inside the list. */
export function keepTabStop(list: HTMLElement, target: EventTarget | null): void {
  const cell = target instanceof Element ? target.closest<HTMLButtonElement>(CELL) : null
  if (!cell) return
  for (const other of list.querySelectorAll<HTMLButtonElement>(`${CELL}[tabindex="0"]`)) other.tabIndex = -1
  cell.tabIndex = 0
}

/** Gives the list a tab stop when the one it had is gone (first paint, a search that hid it, scrolled away). */
export function ensureTabStop(list: HTMLElement): void {
  if (list.querySelector(`${CELL}[tabindex="0"]`)) return
  const cells = [...list.querySelectorAll<HTMLButtonElement>(CELL)]
  // Where nothing is scrolled the first line is the one that is seen first, and nothing needs to be laid out to know that.
  const first = scrollY === 0 ? cells[0] : cells.find((cell) => cell.getBoundingClientRect().top > 0)
  const stop = first ?? cells[0]
  if (stop) stop.tabIndex = 0
}

export interface Place {
  line: Element
  row: number
  /** Which of the line's buttons, from 0. */
  cell: number
}

/** Where in the list a button stands; null for what is not one of its cells. */
export function placeOfCell(target: Element): Place | null {
  const line = target.closest(LINE)
  const cell = target.closest<HTMLButtonElement>(CELL)
  if (!line || !cell) return null
  return { line, row: rowOf(line), cell: cellsOf(line).indexOf(cell) }
}

/** The button beside this one, or null when the key does not ask for that. */
export function beside(key: string, { line, cell }: Place): HTMLButtonElement | undefined | null {
  const rightToLeft = getComputedStyle(line).direction === 'rtl'
  if (key === (rightToLeft ? 'ArrowLeft' : 'ArrowRight')) return cellsOf(line)[cell + 1]
  if (key === (rightToLeft ? 'ArrowRight' : 'ArrowLeft')) return cellsOf(line)[cell - 1]
  return null
}

/** Index of the line that a key leads to, inside the list; null when the key leads to none. */
export function lineFor(key: string, at: number, rows: readonly RosterRow[]): number | null {
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE }
  const last = rows.length - 1
  if (key === 'Home') return 0
  if (key === 'End') return last
  const step = steps[key]
  return step === undefined ? null : Math.min(last, Math.max(0, at + step))
}

/** Puts the focus on a line's button; false when the line is not in the page. */
export function focusLine(list: Element, row: number, cell: number): boolean {
  const line = list.querySelector(`[data-row="${row}"]`)
  if (!line) return false
  const cells = cellsOf(line)
  const button = cells[Math.min(cell, cells.length - 1)]
  button?.focus({ preventScroll: true })
  line.scrollIntoView({ block: 'nearest' })
  return true
}
