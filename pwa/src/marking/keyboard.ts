/** Arrow keys move through the roster like a table; one tab stop for the whole list. Works on the page's own buttons. */

const CELL = 'button[data-cell]'

const cellsOf = (row: Element) => [...row.querySelectorAll<HTMLButtonElement>(CELL)]

/** Makes the focused button the list's tab stop; called when focus moves inside the list. */
export function keepTabStop(list: HTMLElement, target: EventTarget | null): void {
  const cell = target instanceof Element ? target.closest<HTMLButtonElement>(CELL) : null
  if (!cell) return
  for (const other of list.querySelectorAll<HTMLButtonElement>(`${CELL}[tabindex="0"]`)) other.tabIndex = -1
  cell.tabIndex = 0
}

/** Gives the list a tab stop when the one it had is gone (first paint, a search that hid it). */
export function ensureTabStop(list: HTMLElement): void {
  if (list.querySelector(`${CELL}[tabindex="0"]`)) return
  const first = list.querySelector<HTMLButtonElement>(CELL)
  if (first) first.tabIndex = 0
}

/** Moves focus for an arrow key, Home or End. True when the key was used. */
export function moveFocus(key: string, from: Element): boolean {
  const row = from.closest('[data-row]')
  const cell = from.closest<HTMLButtonElement>(CELL)
  if (!row || !cell) return false
  const cells = cellsOf(row)
  const at = cells.indexOf(cell)
  const forward = getComputedStyle(row).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
  const back = forward === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft'
  if (key === forward) return focus(cells[at + 1])
  if (key === back) return focus(cells[at - 1])
  if (key === 'ArrowDown') return focusIn(row.nextElementSibling, at)
  if (key === 'ArrowUp') return focusIn(row.previousElementSibling, at)
  if (key === 'Home') return focusIn(row.parentElement?.firstElementChild, at)
  if (key === 'End') return focusIn(row.parentElement?.lastElementChild, at)
  return false
}

function focusIn(row: Element | null | undefined, at: number): boolean {
  if (!row) return true
  const cells = cellsOf(row)
  return focus(cells[Math.min(at, cells.length - 1)])
}

function focus(cell: HTMLButtonElement | undefined): boolean {
  cell?.focus()
  cell?.scrollIntoView({ block: 'nearest' })
  return true
}
