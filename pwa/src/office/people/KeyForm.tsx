import { useMemo, useState } from 'preact/hooks'
import { t } from '../../base/text'
import { poster } from '../../store'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { CheckField, TextField } from '../../ui/Field'
import { Form } from '../../ui/Form'
import { type Pointed, pointed } from '../../ui/pointed'
import { type NewApiKey, type Scope, scopeWords, type ViewProps } from './props'

interface Props extends Pick<ViewProps, 'api' | 'clock'> {
  onMade: (key: NewApiKey) => void
  onClose: () => void
}

const SCOPES: readonly Scope[] = [
  'read',
  'presence:write',
  'roster:write',
  'schedule:write',
  'imports:write',
  'webhooks:write',
  'sync',
]
const DAY = 86_400_000

/** A new key: what it may, and until when. */
export function KeyForm({ api, clock, onMade, onClose }: Props) {
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly Scope[]>(['read'])
  const [until, setUntil] = useState(dayOf(clock.now() + 90 * DAY))
  const [busy, setBusy] = useState(false)
  const [errors, setErrors] = useState<Pointed>({})
  const [problem, setProblem] = useState('')
  const post = useMemo(() => poster(api), [api])
  async function submit() {
    if (scopes.length === 0) return setErrors({ scopes: t('Choose at least one.') })
    setBusy(true)
    setErrors({})
    setProblem('')
    const asked = await post<NewApiKey>('/api-keys', {
      name: name.trim(),
      scopes,
      expires_at: `${until}T23:59:59Z`,
    })
    setBusy(false)
    if (asked.ok) return onMade(asked.value)
    setErrors(pointed(asked.error.errors))
    setProblem(asked.error.errors.length === 0 ? asked.error.message : '')
  }
  return (
    <Dialog title={t('New key')} onClose={onClose}>
      <Form class="stack" onSubmit={submit}>
        {problem !== '' && <Banner tone="bad">{problem}</Banner>}
        <TextField
          label={t('Name')}
          hint={t('Which program has it; it stands in the audit log.')}
          value={name}
          error={errors.name}
          onInput={setName}
          required
          maxLength={100}
          autocomplete="off"
          autofocus
        />
        <fieldset>
          <legend class="field-label">{t('What it may')}</legend>
          {SCOPES.map((scope) => (
            <CheckField
              key={scope}
              label={scopeWords(scope)}
              checked={scopes.includes(scope)}
              onChange={(on) => setScopes(on ? [...scopes, scope] : scopes.filter((one) => one !== scope))}
            />
          ))}
          {errors.scopes && (
            <p class="field-error" role="alert">
              {errors.scopes}
            </p>
          )}
        </fieldset>
        <TextField
          label={t('Until')}
          hint={t('Two years at most.')}
          type="date"
          value={until}
          error={errors.expires_at}
          onInput={setUntil}
          min={dayOf(clock.now() + DAY)}
          max={dayOf(clock.now() + 729 * DAY)}
          required
        />
        <div class="dialog-actions">
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button kind="primary" type="submit" disabled={busy}>
            {t('Make the key')}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

const dayOf = (moment: number): string => new Date(moment).toISOString().slice(0, 10)
