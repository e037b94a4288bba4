import { useState } from 'preact/hooks'
import { n, t } from '../../base/text'
import { checkKioskPin, endKiosk } from '../../store'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Form } from '../../ui/Form'
import { holdAddress, navigate } from '../../ui/navigation'
import { safetyWords } from '../../ui/words'
import { leaveFullScreen } from './full-screen'
import { PinField } from './KioskSetup'
import type { KioskProps } from './props'

interface Props extends KioskProps {
  onClose: () => void
}

/** The only way out of the kiosk. What waits to be sent is told after the PIN, for that is nobody else's. */
export function StaffDialog({ tablet, session, status, onPassword, onClose }: Props) {
  const [open, setOpen] = useState(false)
  const [forgotten, setForgotten] = useState(false)
  const [secret, setSecret] = useState('')
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  async function unlock() {
    setBusy(true)
    const fault = forgotten
      ? await tryPassword(onPassword, secret)
      : wordsOf(await checkKioskPin(tablet, secret))
    setBusy(false)
    setSecret('')
    setProblem(fault)
    if (fault === '') setOpen(true)
  }
  async function leave() {
    await endKiosk(tablet)
    leaveFullScreen()
    holdAddress(null)
    navigate(`/sessions/${session}`, { replace: true })
  }
  if (open)
    return (
      <Dialog title={t('Kiosk')} onClose={onClose}>
        <p>{safetyWords(status.value)}</p>
        <div class="dialog-actions">
          <Button onClick={onClose}>{t('Go on with the kiosk')}</Button>
          <Button kind="primary" onClick={() => void leave()}>
            {t('Leave the kiosk')}
          </Button>
        </div>
      </Dialog>
    )
  return (
    <Dialog title={t('For the {staff}')} onClose={onClose}>
      <Form
        class="stack"
        onSubmit={() => {
          void unlock()
        }}
      >
        {forgotten ? (
          <div class="field">
            <label for="kiosk-password">{t('Your password')}</label>
            <input
              id="kiosk-password"
              class="input"
              type="password"
              autocomplete="off"
              maxLength={200}
              value={secret}
              onInput={(event) => setSecret(event.currentTarget.value)}
            />
          </div>
        ) : (
          <PinField label={t('PIN of the kiosk')} value={secret} onInput={setSecret} />
        )}
        {problem !== '' && (
          <p class="field-error" role="alert">
            {problem}
          </p>
        )}
        <div class="dialog-actions">
          <Button
            kind="quiet"
            onClick={() => {
              setForgotten(!forgotten)
              setSecret('')
              setProblem('')
            }}
          >
            {forgotten ? t('Type the PIN instead') : t('Forgotten? Use your password')}
          </Button>
          <Button kind="primary" type="submit" disabled={busy || secret === ''}>
            {t('Go on')}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

async function tryPassword(ask: KioskProps['onPassword'], password: string): Promise<string> {
  const answer = await ask(password)
  if (answer === 'right') return ''
  return answer === 'offline' ? t('A password needs a network.') : t('That is not the password.')
}

function wordsOf(answer: Awaited<ReturnType<typeof checkKioskPin>>): string {
  if (answer === 'right') return ''
  if (answer === 'wrong') return t('That is not the PIN.')
  const seconds = Math.ceil(answer.wait / 1000)
  return n(seconds, 'Too many wrong ones. Wait {count} second.', 'Too many wrong ones. Wait {count} seconds.')
}
