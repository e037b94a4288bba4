import { useEffect, useRef, useState } from 'preact/hooks'
import { t } from '../../../base/text'
import type { Asked } from '../../../store'
import { announce } from '../../../ui/announce'
import { toast } from '../../../ui/toast'
import { moved } from './ordering'

interface Order {
  /** As it was put just now; null: as the server has it. */
  codes: readonly string[] | null
  move: (code: string, by: -1 | 1, name: string) => void
}

export const moverId = (code: string, by: -1 | 1) => `move-${by < 0 ? 'up' : 'down'}-${code}`

/** An order that is seen at once and sent in the background; the finger stays on the button it pressed. */
export function useOrder(
  stands: readonly string[],
  send: (codes: readonly string[]) => Promise<Asked<unknown>>,
  onSent: () => Promise<void>,
): Order {
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const wanted = useRef<readonly string[] | null>(null)
  const sending = useRef(false)
  const pressed = useRef<{ code: string; by: -1 | 1 } | null>(null)

  useEffect(() => {
    if (pressed.current === null) return
    const { code, by } = pressed.current
    pressed.current = null
    const own = document.getElementById(moverId(code, by)) as HTMLButtonElement | null
    // At the end of the way only the other direction is left.
    const other = document.getElementById(moverId(code, by < 0 ? 1 : -1))
    ;(own && !own.disabled ? own : other)?.focus()
  }, [codes])

  async function sendAll() {
    if (sending.current) return
    sending.current = true
    let sent: readonly string[] | null = null
    while (wanted.current !== null && wanted.current !== sent) {
      sent = wanted.current
      const asked = await send(sent)
      if (asked.ok) continue
      toast(asked.error.message)
      break
    }
    wanted.current = null
    sending.current = false
    await onSent()
    if (wanted.current === null) setCodes(null)
  }
  function move(code: string, by: -1 | 1, name: string) {
    const next = moved(wanted.current ?? codes ?? stands, code, by)
    wanted.current = next
    pressed.current = { code, by }
    setCodes(next)
    announce(
      t('{state} is number {place} of {count} now.', {
        state: name,
        place: next.indexOf(code) + 1,
        count: next.length,
      }),
    )
    void sendAll()
  }
  return { codes, move }
}
