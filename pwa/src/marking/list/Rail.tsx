import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { t } from '../../base/text'
import { thinned } from './sections'

interface Props {
  labels: readonly string[]
  /** @param focus whether the section's first line gets the focus, for who works without a pointer */
  onJump: (section: number, focus: boolean) => void
}

/** High enough for a finger in a glove. */
const TARGET = 48
/** A name does not fit beside the list; its beginning does. */
const SHORT = 3

/** Leads to a section: a tap on a letter, or a finger drawn along all of them, those in between too. */
export function Rail({ labels, onJump }: Props) {
  const rail = useRef<HTMLElement>(null)
  const room = useSignal(8)
  const under = useSignal<number | null>(null)
  useEffect(() => {
    const fit = () => {
      if (rail.current) room.value = Math.max(2, Math.floor(rail.current.clientHeight / TARGET))
    }
    const observer = new ResizeObserver(fit)
    if (rail.current) observer.observe(rail.current)
    return () => observer.disconnect()
  }, [])
  const shown = thinned(
    labels.map((label, section) => ({ label, section })),
    room.value,
  )
  function drawn(event: PointerEvent & { currentTarget: HTMLElement }): void {
    const box = event.currentTarget.getBoundingClientRect()
    const high = Math.min(box.height, shown.length * TARGET)
    const part = Math.min(0.9999, Math.max(0, (event.clientY - box.top) / high))
    const section = Math.floor(part * labels.length)
    if (section === under.peek()) return
    under.value = section
    onJump(section, false)
  }
  const letGo = () => {
    under.value = null
  }
  return (
    <nav
      ref={rail}
      class="rail"
      aria-label={t('Jump to')}
      onPointerMove={(event) => {
        if (event.pressure > 0 && event.buttons > 0) {
          event.currentTarget.setPointerCapture(event.pointerId)
          drawn(event)
        }
      }}
      onPointerUp={letGo}
      onPointerCancel={letGo}
    >
      {shown.map(({ label, section }) => (
        <button
          key={section}
          type="button"
          class="rail-letter"
          aria-label={t('Jump to {section}', { section: label })}
          onClick={(event) => onJump(section, event.detail === 0)}
        >
          {short(label)}
        </button>
      ))}
      {under.value !== null && (
        <span class="rail-bubble" aria-hidden="true">
          {labels[under.value]}
        </span>
      )}
    </nav>
  )
}

const short = (label: string): string => [...label].slice(0, SHORT).join('')
