import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { Clock } from '../base/clock'
import type { Result } from '../base/result'
import { t } from '../base/text'
import type { Profile, Tablet } from '../store'
import type { Credentials, SignedIn, SignInFailure } from '../sync'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import { Form } from '../ui/Form'
import { Icon } from '../ui/Icon'
import { LanguageChoice } from '../ui/LanguageChoice'
import { Logo } from '../ui/Logo'
import { failureInWords, waitOf } from './failures'
import { LastPeople } from './LastPeople'
import { PinEntry } from './PinEntry'
import './signin.css'

interface Props {
  tablet: Tablet
  profiles: readonly Profile[]
  /** Whose sign-in ended, or who locked the tablet: the page is about this person. */
  again: Profile | null
  clock: Clock
  onSignIn: (credentials: Credentials) => Promise<Result<SignedIn, SignInFailure>>
  /** The PIN was right. */
  onEnter: (profile: Profile) => void
  /** Back to marking without signing in; only where there is somebody to go back to. */
  onBack?: () => void
}

/** A name, the same in every language. */
const PRODUCT = 'Omnipresence'

/** `people`: names first; a profile: that person's PIN; `password`: the form. */
type Way = 'people' | 'password' | Profile

function firstWay(profiles: readonly Profile[]): Way {
  const [only] = profiles
  if (!profiles.some((profile) => profile.entry === 'pin')) return 'password'
  return only && profiles.length === 1 ? only : 'people'
}

/** Who is it? A name and a PIN where somebody has one, which works without a network; a password otherwise. */
export function SignInPage(props: Props) {
  const { tablet, profiles, again, clock } = props
  const [way, setWay] = useState<Way>(() => (props.onBack ? 'password' : firstWay(profiles)))
  const [chosen, setChosen] = useState<Profile | null>(null)
  const ended = again?.entry === 'open'
  useEffect(() => {
    document.title = `${t('Sign in')} · ${PRODUCT}`
  }, [])
  function choose(profile: Profile) {
    setChosen(profile)
    setWay(profile.entry === 'pin' ? profile : 'password')
  }
  return (
    <main class="signin" id="main">
      <div class="signin-panel">
        <header class="signin-head">
          <Logo />
          <div>
            <p class="signin-product">{PRODUCT}</p>
            <h1>{headOf(way, ended)}</h1>
          </div>
          {ended && (
            <p class="muted">
              {t('Marking went on without a sign-in. Your marks are on this tablet and are sent after it.')}
            </p>
          )}
        </header>
        {typeof way === 'object' ? (
          <PinEntry
            key={way.id}
            tablet={tablet}
            profile={way}
            clock={clock}
            onRight={() => props.onEnter(way)}
            onPassword={() => choose({ ...way, entry: 'password' })}
            {...(profiles.length > 1 ? { onOthers: () => setWay('people') } : {})}
          />
        ) : (
          <LastPeople tablet={tablet} profiles={profiles} onChoose={choose} />
        )}
        {way === 'people' && (
          <Button icon="user" onClick={() => setWay('password')}>
            {t('Somebody else, with a password')}
          </Button>
        )}
        {way === 'password' && <PasswordForm key={chosen?.id} {...props} chosen={chosen} />}
        <LanguageChoice />
      </div>
    </main>
  )
}

function headOf(way: Way, ended: boolean): string {
  if (way !== 'password') return t('Who is it?')
  return ended ? t('Sign in again') : t('Sign in')
}

/** Organization, e-mail and password. The first sign-in needs a network; after it the tablet works without. */
function PasswordForm({
  profiles,
  again,
  chosen,
  clock,
  onSignIn,
  onBack,
}: Props & { chosen: Profile | null }) {
  const id = useId()
  const last = chosen ?? again ?? profiles[0]
  const known = chosen !== null || again !== null
  const [organization, setOrganization] = useState(last?.organization.slug ?? '')
  const [email, setEmail] = useState((chosen ?? again)?.user.email ?? '')
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const [wait, setWait] = useWait(clock)
  const passwordField = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (chosen) passwordField.current?.focus()
  }, [chosen])

  async function submit() {
    setBusy(true)
    setProblem('')
    const result = await onSignIn({ organization: organization.trim(), email: email.trim(), password })
    setBusy(false)
    if (result.ok) return
    setProblem(failureInWords(result.error, known))
    setWait(waitOf(result.error, clock.now()))
    passwordField.current?.focus()
  }
  return (
    <>
      {problem !== '' && (
        <Banner tone="bad">
          {wait > 0 ? t('{problem} Try again in {wait} s.', { problem, wait }) : problem}
        </Banner>
      )}
      <Form class="stack" onSubmit={submit}>
        <div class="field">
          <label for={`${id}-organization`}>{t('Organization')}</label>
          <input
            id={`${id}-organization`}
            class="input"
            required
            autocomplete="organization"
            autocapitalize="none"
            spellcheck={false}
            value={organization}
            onInput={(event) => setOrganization(event.currentTarget.value)}
          />
        </div>
        <div class="field">
          <label for={`${id}-email`}>{t('E-mail')}</label>
          <input
            id={`${id}-email`}
            class="input"
            type="email"
            required
            autocomplete="username"
            value={email}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
        </div>
        <div class="field">
          <label for={`${id}-password`}>{t('Password')}</label>
          <input
            id={`${id}-password`}
            ref={passwordField}
            class="input"
            type="password"
            required
            autocomplete="current-password"
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        </div>
        <Button kind="primary" type="submit" disabled={busy || wait > 0}>
          {busy ? t('Signing in…') : t('Sign in')}
        </Button>
        {onBack && (
          <Button kind="quiet" onClick={onBack}>
            {t('Not now, go on marking')}
          </Button>
        )}
      </Form>
      <p class="signin-hint muted">
        <Icon name="cloudOff" />
        {known
          ? t('A password needs a network, a PIN does not. Marks that wait here stay safe.')
          : t('The first sign-in on a tablet needs a network. After it, everything works without one.')}
      </p>
    </>
  )
}

/** Seconds until the next try is allowed, counting down. */
function useWait(clock: Clock): [number, (until: number) => void] {
  const [until, setUntil] = useState(0)
  const [left, setLeft] = useState(0)
  useEffect(() => {
    const step = () => setLeft(Math.max(0, Math.ceil((until - clock.now()) / 1000)))
    step()
    if (until === 0) return
    const timer = setInterval(step, 500)
    return () => clearInterval(timer)
  }, [until, clock])
  return [left, setUntil]
}
