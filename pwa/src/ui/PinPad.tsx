import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { digits as inDigits, n, t } from '../base/text'
import { Banner } from './Banner'
import { fold } from './fold'
import { Icon } from './Icon'
import './pin-pad.css'

interface Props {
  /** Whose PIN, or which one. */
  label: string
  problem: string
  busy: boolean
  most: number
  onDone: (pin: string) => void
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9']

/** Ten big keys. What is typed stands in no field and in no attribute; a keyboard types as well. */
export function PinPad({ label, problem, busy, most, onDone }: Props) {
  // Fast fingers are ahead of the screen: what is typed does not wait for it.
  const pin = useRef('')
  const [length, setLength] = useState(0)
  function write(digits: string) {
    pin.current = digits.slice(0, most)
    setLength(pin.current.length)
  }
  const add = (digit: string) => write(pin.current + digit)
  const back = () => write(pin.current.slice(0, -1))
  function done() {
    const typed = pin.current
    if (typed === '' || busy) return
    write('')
    onDone(typed)
  }
  useLayoutEffect(() => {
    function typed(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return
      // A keyboard in another script types digits of its own.
      const digit = fold(event.key)
      if (/^\d$/.test(digit)) add(digit)
      else if (event.key === 'Backspace') back()
      else if (event.key === 'Enter' && !isButton(event.target)) done()
      else return
      event.preventDefault()
    }
    addEventListener('keydown', typed)
    return () => removeEventListener('keydown', typed)
  })
  return (
    // In a dialog the focus begins here: Enter is for the digits that were typed, and not for the cross that closes.
    <fieldset class="pin-pad" tabIndex={-1} autofocus>
      <legend class="visually-hidden">{label}</legend>
      <p class="pin-dots">
        <span aria-hidden="true">{'●'.repeat(length) || '○○○○'}</span>
        <span class="visually-hidden" role="status">
          {n(length, '{count} digit', '{count} digits')}
        </span>
      </p>
      <div class="pin-problem">{problem !== '' && <Banner tone="bad">{problem}</Banner>}</div>
      <div class="pin-keys">
        {DIGITS.map((digit) => (
          <Key key={digit} busy={busy} onTap={() => add(digit)}>
            {inDigits(Number(digit))}
          </Key>
        ))}
        <Key busy={busy} label={t('Delete the last digit')} onTap={back}>
          <Icon name="back" />
        </Key>
        <Key busy={busy} onTap={() => add('0')}>
          {inDigits(0)}
        </Key>
        <Key busy={busy || length === 0} label={t('Done')} primary onTap={done}>
          <Icon name="check" />
        </Key>
      </div>
    </fieldset>
  )
}

interface KeyProps {
  busy: boolean
  label?: string
  primary?: boolean
  onTap: () => void
  children: preact.ComponentChildren
}

const Key = ({ busy, label, primary, onTap, children }: KeyProps) => (
  <button
    type="button"
    class="button pin-key"
    data-kind={primary ? 'primary' : 'plain'}
    disabled={busy}
    aria-label={label}
    onClick={onTap}
  >
    {children}
  </button>
)

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, select, textarea')
const isButton = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('button, a')

/** What became of a try, for the person; empty when it was right. `left`: how many more are looked at. */
export function pinWords(
  answer: 'right' | 'wrong' | 'destroyed' | { wait: number },
  { left, wait }: { left: number; wait: number },
): string {
  if (answer === 'right') return ''
  if (answer === 'destroyed')
    return t('The PIN was wrong too often and is gone. Sign in with your password; no mark is lost.')
  const pause = typeof answer === 'object' ? answer.wait : wait
  const seconds = Math.ceil(pause / 1000)
  if (typeof answer === 'object') return t('Please wait {seconds} s before the next try.', { seconds })
  const tries = n(left, 'Wrong PIN. {count} more try.', 'Wrong PIN. {count} more tries.')
  return pause > 0 ? `${tries} ${t('Please wait {seconds} s before the next try.', { seconds })}` : tries
}
