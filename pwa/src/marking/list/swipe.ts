/** A finger drawn along a line marks it: towards the end of the reading direction present, towards its start the exception that
 * was used last. It takes hold only sideways, so that scrolling stays scrolling, and lets go when it comes back. */
import type { RosterRow } from '../../store'
import { inkOn, safeColour } from '../../ui/colour'
import type { LineActions, LineWorld } from '../line-world'
import { LINE, rowOf } from './measure'

/** Sideways by so much, and more than twice as far as up or down, it is a swipe; from there on to ARMED it marks. */
const HOLD = 14
const ARMED = 96

export type Pull = 'idle' | 'lost' | 'held' | 'armed'

/** What a finger that has come so far from where it was put down is doing. */
export function pullOf(before: Pull, dx: number, dy: number): Pull {
  if (before === 'lost') return 'lost'
  const far = Math.abs(dx)
  if (before === 'idle') {
    if (Math.abs(dy) > HOLD && Math.abs(dy) * 2 > far) return 'lost'
    if (far < HOLD || far < 2 * Math.abs(dy)) return 'idle'
  }
  return far >= ARMED ? 'armed' : 'held'
}

/** Whether a finger that went `dx` pixels to the right went the way that is read: there lies present, the other way the exception. */
export const isForward = (dx: number, direction: string): boolean => dx > 0 !== (direction === 'rtl')

interface Surroundings {
  world: LineWorld
  actions: LineActions
  rowOf: (id: number) => RosterRow | undefined
}

interface Held {
  line: HTMLElement
  id: number
  pointer: number
  x: number
  y: number
  pull: Pull
  code: string | null
}

export function createSwipe() {
  let around: Surroundings | null = null
  let held: Held | null = null
  let ateAt = Number.NEGATIVE_INFINITY

  function stateFor(dx: number, line: HTMLElement) {
    return isForward(dx, getComputedStyle(line).direction)
      ? around?.world.present
      : around?.world.exception.peek()
  }
  function letGo(): void {
    if (!held) return
    delete held.line.dataset.swipe
    delete held.line.dataset.swipeWords
    for (const name of ['--swipe', '--state', '--state-ink']) held.line.style.removeProperty(name)
    held = null
  }
  function show({ line, pull, code }: Held, dx: number): void {
    const state = stateFor(dx, line)
    if (!state) return
    line.dataset.swipe = `${dx > 0 ? 'right' : 'left'} ${pull}`
    line.dataset.swipeWords = state.label
    line.style.setProperty('--swipe', `${Math.sign(dx) * Math.min(Math.abs(dx), ARMED * 1.5)}px`)
    if (code === state.code) return
    line.style.setProperty('--state', safeColour(state.color))
    line.style.setProperty('--state-ink', inkOn(state.color))
  }
  return {
    follow(now: Surroundings) {
      around = now
    },
    down(event: PointerEvent) {
      letGo()
      const line = event.target instanceof Element ? event.target.closest<HTMLElement>(LINE) : null
      if (!line || !around?.world.mayMark || event.pointerType === 'mouse' || !event.isPrimary) return
      const { pointerId: pointer, clientX: x, clientY: y } = event
      held = { line, id: rowOf(line), pointer, x, y, pull: 'idle', code: null }
    },
    move(event: PointerEvent) {
      if (!held || event.pointerId !== held.pointer) return
      const dx = event.clientX - held.x
      const before = held.pull
      held.pull = pullOf(before, dx, event.clientY - held.y)
      if (held.pull === 'lost') return letGo()
      if (held.pull === 'idle') return
      if (before === 'idle') held.line.setPointerCapture(held.pointer)
      show(held, dx)
      held.code = stateFor(dx, held.line)?.code ?? null
    },
    up(event: PointerEvent) {
      if (!held || event.pointerId !== held.pointer) return
      const { pull, id, code } = held
      if (pull !== 'idle') ateAt = event.timeStamp
      const row = around?.rowOf(id)
      letGo()
      if (pull === 'armed' && row && code !== null) around?.actions.mark(row, code)
    },
    cancel: letGo,
    /** Whether a click is only the end of a swipe. */
    ate: (click: MouseEvent): boolean => click.timeStamp - ateAt < 50,
  }
}
