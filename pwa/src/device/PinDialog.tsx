import { useState } from 'preact/hooks'
import { t } from '../base/text'
import {
  checkPin,
  PIN_LENGTH,
  type PinFault,
  pinFault,
  pinState,
  removePin,
  setPin,
  type Tablet,
} from '../store'
import { Dialog } from '../ui/Dialog'
import { PinPad, pinWords } from '../ui/PinPad'
import { toast } from '../ui/toast'

export type PinDeed = 'set' | 'change' | 'remove'
type Step = 'now' | 'new' | 'again'

interface Props {
  tablet: Tablet
  profileId: string
  deed: PinDeed
  onClose: () => void
}

/** Step by step on one pad: the PIN of now, the new one, the new one again. */
export function PinDialog({ tablet, profileId, deed, onClose }: Props) {
  const [step, setStep] = useState<Step>(deed === 'set' ? 'new' : 'now')
  const [chosen, setChosen] = useState('')
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)

  async function take(pin: string): Promise<string> {
    if (step === 'now') return checkNow(pin)
    if (step === 'new') {
      const fault = pinFault(pin)
      if (fault) return faultWords(fault)
      setChosen(pin)
      setStep('again')
      return ''
    }
    if (pin !== chosen) {
      setStep('new')
      return t('The two were not the same. Please choose once more.')
    }
    return finish(await setPin(tablet, profileId, pin), t('The PIN is set.'))
  }
  async function checkNow(pin: string): Promise<string> {
    const answer = await checkPin(tablet, profileId, pin)
    if (answer !== 'right') return pinWords(answer, await pinState(tablet, profileId))
    if (deed === 'remove') return finish(await removePin(tablet, profileId), t('The PIN is removed.'))
    setStep('new')
    return ''
  }
  function finish(done: boolean, words: string): string {
    if (!done) return t('Not saved. Please try again.')
    toast(words)
    onClose()
    return ''
  }
  async function typed(pin: string) {
    setBusy(true)
    setProblem('')
    setProblem(await take(pin).catch(() => t('Not saved. Please try again.')))
    setBusy(false)
  }
  return (
    <Dialog title={TITLES[step]()} onClose={onClose}>
      {step === 'new' && <p class="muted">{t('Six digits are good; four to twelve are allowed.')}</p>}
      <PinPad
        key={step}
        label={TITLES[step]()}
        problem={problem}
        busy={busy}
        most={PIN_LENGTH.most}
        onDone={(pin) => void typed(pin)}
      />
    </Dialog>
  )
}

const TITLES: Record<Step, () => string> = {
  now: () => t('Your PIN of now'),
  new: () => t('Your new PIN'),
  again: () => t('The new PIN once more'),
}

function faultWords(fault: PinFault): string {
  if (fault === 'short') return t('That is too short: four digits at least.')
  if (fault === 'trivial') return t('Everybody tries that one first. Please choose another.')
  return t('Only digits, twelve at most.')
}
