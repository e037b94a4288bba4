import { useId, useMemo, useState } from 'preact/hooks'
import { t } from '../../base/text'
import { type KioskOptions, pinFault, startKiosk, watchSession } from '../../store'
import { Button } from '../../ui/Button'
import { Form } from '../../ui/Form'
import { wakeSound } from '../../ui/feedback'
import { Icon } from '../../ui/Icon'
import { Link } from '../../ui/navigation'
import { PageHead } from '../../ui/PageHead'
import { goFullScreen } from './full-screen'
import type { KioskProps } from './props'

/** What the kiosk offers, and the PIN that ends it. */
export function KioskSetup({ store, session, tablet, profileId }: KioskProps) {
  const facts = useMemo(() => watchSession(store, session), [store, session]).value
  const [options, setOptions] = useState<KioskOptions>({ camera: true, typing: true, search: false })
  const [pin, setPin] = useState('')
  const [again, setAgain] = useState('')
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  async function start() {
    const fault = faultOf(pin, again, options)
    if (fault !== '') return setProblem(fault)
    setBusy(true)
    // Inside the tap: later the browser would neither fill the screen nor make a sound.
    wakeSound()
    goFullScreen()
    try {
      await startKiosk(tablet, { profile: profileId, session, ...options }, pin)
    } catch {
      setBusy(false)
      setProblem(t('This tablet could not store that. Nothing has changed.'))
    }
  }
  const choice = (name: keyof KioskOptions, label: string, hint: string) => (
    <label class="kiosk-choice">
      <input
        type="checkbox"
        checked={options[name]}
        onChange={(event) => setOptions({ ...options, [name]: event.currentTarget.checked })}
      />
      <span>
        <strong>{label}</strong>
        <span class="muted">{hint}</span>
      </span>
    </label>
  )
  const title = facts?.name || facts?.group_name || t('{Session}')
  return (
    <main class="page kiosk-setup">
      <div class="row">
        <Link
          class="button"
          data-icon-only
          data-kind="quiet"
          href={`/sessions/${session}/scan`}
          aria-label={t('Back to scanning')}
        >
          <Icon name="back" />
        </Link>
        <div>
          <PageHead title={t('Kiosk')} documentTitle={t('Kiosk: {title}', { title })} />
          <p class="muted">{title}</p>
        </div>
      </div>
      <p>
        {t(
          'The tablet stays here and {participants} check themselves in. It shows this page only, until somebody types the PIN.',
        )}
      </p>
      <Form
        class="card card-body"
        onSubmit={() => {
          void start()
        }}
      >
        <fieldset class="stack">
          <legend class="field-label">{t('How people check in')}</legend>
          {choice('camera', t('Badge before the camera'), t('Also with a scanner that types.'))}
          {choice('typing', t('Type an identifier'), t('The screen then shows initials only.'))}
          {choice('search', t('Search for a name'), t('Anybody here can then find out who is on the list.'))}
        </fieldset>
        <PinField label={t('PIN to leave the kiosk')} value={pin} onInput={setPin} />
        <PinField label={t('The same PIN again')} value={again} onInput={setAgain} />
        <p class="field-hint">
          {t('Use a PIN of its own, not your own one: people will see it being typed.')}
        </p>
        {problem !== '' && (
          <p class="field-error" role="alert">
            {problem}
          </p>
        )}
        <div class="dialog-actions">
          <Button kind="primary" type="submit" icon="lock" disabled={busy}>
            {t('Start the kiosk')}
          </Button>
        </div>
      </Form>
    </main>
  )
}

function faultOf(pin: string, again: string, options: KioskOptions): string {
  if (!options.camera && !options.typing && !options.search) return t('Choose at least one way to check in.')
  const fault = pinFault(pin)
  if (fault === 'trivial') return t('This PIN is too easy to guess.')
  if (fault !== null) return t('A PIN has 4 to 12 digits.')
  return pin === again ? '' : t('The two PINs differ.')
}

interface PinProps {
  label: string
  value: string
  onInput: (value: string) => void
}

export function PinField({ label, value, onInput }: PinProps) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input"
        type="password"
        inputMode="numeric"
        autocomplete="off"
        maxLength={12}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  )
}
