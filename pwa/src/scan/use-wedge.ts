import { useEffect, useRef } from 'preact/hooks'
import { systemClock, systemTimers } from '../base/clock'
import type { Code } from './codes'
import { patience, wedge } from './wedge'

const TYPED_INTO = 'input, textarea, select, [contenteditable]'

/** Listens for a scanner that types, wherever the focus is but in a field. Single keys reach the page a moment later than
 * otherwise, for until then they may be the beginning of a code: the roster marks by letters. */
export function useWedge(onCode: (code: Code) => void): void {
  const latest = useRef(onCode)
  latest.current = onCode
  useEffect(() => {
    const scanner = wedge()
    let held: { event: KeyboardEvent; target: EventTarget }[] = []
    let timer: unknown = null
    const replayed = new WeakSet<Event>()

    function release(): void {
      systemTimers.clear(timer)
      const strokes = held
      held = []
      for (const { event, target } of strokes) {
        const again = new KeyboardEvent('keydown', copyOf(event))
        replayed.add(again)
        target.dispatchEvent(again)
      }
    }
    function keep(event: KeyboardEvent): void {
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    function onKeyDown(event: KeyboardEvent): void {
      if (replayed.has(event)) return
      const { target } = event
      const typing = target instanceof Element && target.closest(TYPED_INTO) !== null
      if (!target || typing || event.repeat || event.ctrlKey || event.altKey || event.metaKey) {
        if (held.length > 0) release()
        scanner.reset()
        return
      }
      const { key, code, shiftKey, timeStamp } = event
      const reaction = scanner.press({ key, code, shift: shiftKey, at: timeStamp })
      if ('code' in reaction) {
        keep(event)
        systemTimers.clear(timer)
        held = []
        latest.current(reaction.code)
        return
      }
      if (reaction.release) release()
      if (reaction.key === 'pass') return
      keep(event)
      held.push({ event, target })
      systemTimers.clear(timer)
      // The scanner keeps what is given back here: what was pressed right behind it and is heard of later still completes
      // the code, for half of one would name somebody else.
      timer = systemTimers.set(release, patience(systemClock.monotonic(), timeStamp))
    }
    addEventListener('keydown', onKeyDown, { capture: true })
    return () => {
      removeEventListener('keydown', onKeyDown, { capture: true })
      systemTimers.clear(timer)
    }
  }, [])
}

const copyOf = (event: KeyboardEvent): KeyboardEventInit => ({
  key: event.key,
  code: event.code,
  shiftKey: event.shiftKey,
  bubbles: true,
  cancelable: true,
})
