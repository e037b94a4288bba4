import { useState } from 'preact/hooks'
import type { Http } from '../base/http'
import { t } from '../base/text'
import { Button } from '../ui/Button'
import { CheckField, TextField } from '../ui/Field'
import { Form } from '../ui/Form'
import { type Pointed, pointed } from '../ui/pointed'
import { Panel } from './Panel'
import { redeem, type Trouble } from './requests'
import { TroubleNote, TroublePage } from './TroubleNote'

interface Props {
  http: Http
  token: string | null
}

const SHORTEST = 10

/** Chooses a password, after an invitation and after a reset alike; the link works once. */
export function InvitationPage({ http, token }: Props) {
  const [password, setPassword] = useState('')
  const [shown, setShown] = useState(false)
  const [busy, setBusy] = useState(false)
  const [errors, setErrors] = useState<Pointed>({})
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const [whose, setWhose] = useState<{ organization: string; email: string } | null>(null)

  async function submit() {
    if (busy || token === null) return
    setBusy(true)
    setErrors({})
    setTrouble(null)
    const answer = await redeem(http, token, password)
    setBusy(false)
    if (answer.kind === 'set') setWhose(answer)
    else if (answer.kind === 'invalid') setErrors(pointed(answer.errors))
    else setTrouble(answer)
  }

  if (whose)
    return (
      <Panel title={t('Your password is set')} icon={{ name: 'check', tone: 'good' }}>
        <p>{t('Sign in with it. You need these two as well:')}</p>
        <dl class="facts">
          <dt>{t('Organization')}</dt>
          <dd>{whose.organization}</dd>
          <dt>{t('E-mail')}</dt>
          <dd>{whose.email}</dd>
        </dl>
        <a class="button" data-kind="primary" href="/sign-in">
          {t('Go to the sign-in')}
        </a>
      </Panel>
    )
  if (token === null || trouble?.kind === 'ended')
    return <TroublePage trouble={{ kind: 'ended' }} onAgain={() => location.reload()} />
  return (
    <Panel title={t('Choose your password')}>
      <p>{t('You will sign in with it. Nobody else learns it, not even administrators.')}</p>
      {trouble && <TroubleNote trouble={trouble} />}
      <Form class="stack" onSubmit={submit}>
        <TextField
          label={t('New password')}
          hint={t('At least {count} characters: a few words that only you would put together are good.', {
            count: SHORTEST,
          })}
          error={errors.password ?? errors.token}
          type={shown ? 'text' : 'password'}
          autocomplete="new-password"
          autocapitalize="none"
          spellcheck={false}
          required
          minLength={SHORTEST}
          maxLength={1024}
          value={password}
          onInput={setPassword}
        />
        <CheckField label={t('Show what I type')} checked={shown} onChange={setShown} />
        <Button kind="primary" type="submit" disabled={busy}>
          {busy ? t('Sending…') : t('Set the password')}
        </Button>
      </Form>
    </Panel>
  )
}
