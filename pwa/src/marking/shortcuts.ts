/** Keys that work on the whole page of a roster, unless somebody writes. */
import { useEffect, useRef } from 'preact/hooks'

export interface Shortcuts {
  search(): void
  help(): void
  undo(): void
}

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** @param writing whether the key goes into a field */
export function shortcutFor(pressed: Pressed, writing: boolean): keyof Shortcuts | null {
  if (writing || pressed.altKey) return null
  if (pressed.ctrlKey || pressed.metaKey)
    return pressed.key.toLowerCase() === 'z' && !pressed.shiftKey ? 'undo' : null
  if (pressed.key === '/') return 'search'
  return pressed.key === '?' ? 'help' : null
}

const FIELDS = 'input:not([type=radio]):not([type=checkbox]), textarea, select, dialog'

export function useShortcuts(shortcuts: Shortcuts): void {
  const now = useRef(shortcuts)
  now.current = shortcuts
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const { target } = event
      const writing = target instanceof Element && target.closest(FIELDS) !== null
      const open = document.querySelector('dialog[open]') !== null
      const wanted = open ? null : shortcutFor(event, writing)
      if (wanted === null || event.defaultPrevented) return
      event.preventDefault()
      now.current[wanted]()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
}
