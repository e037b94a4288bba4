import { useRef, useState } from 'preact/hooks'
import type { Http } from '../base/http'
import { t } from '../base/text'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import { TextField } from '../ui/Field'
import { Form } from '../ui/Form'
import { clockTime, fullTime } from '../ui/words'
import { codeIn } from './code'
import { Panel } from './Panel'
import { type CheckedIn, checkIn, type Link } from './requests'
import { TroubleNote } from './TroubleNote'

interface Props {
  http: Http
  token: string
  link: Link
  /** Wall clock in milliseconds. */
  now: number
  /** Asks the server once more what the link opens. */
  onAgain: () => void
}

/** Identifier, and the code that is shown in the room. */
export function CheckIn({ http, token, link, now, onAgain }: Props) {
  const [identifier, setIdentifier] = useState('')
  const [code, setCode] = useState('')
  const [busy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<CheckedIn | null>(null)
  const form = useRef<HTMLFormElement>(null)

  async function submit() {
    if (busy) return
    setBusy(true)
    setAnswer(null)
    const sent = { identifier: identifier.trim(), ...(link.requires_code ? { code } : {}) }
    const got = await checkIn(http, token, sent)
    setBusy(false)
    setAnswer(got)
    // A code is used within a minute; the identifier is what people mistype.
    if (got.kind === 'refused') form.current?.querySelector('input')?.focus()
  }
  function another() {
    setIdentifier('')
    setCode('')
    setAnswer(null)
  }

  if (answer?.kind === 'recorded' || answer?.kind === 'already_recorded')
    return <Done link={link} already={answer.kind === 'already_recorded'} onAnother={another} />
  if (!link.session?.is_open || answer?.kind === 'closed')
    return <Closed link={link} now={now} onAgain={onAgain} />
  return (
    <Panel title={t('Check in')} host={link.organization}>
      <Occasion link={link} />
      {answer?.kind === 'refused' && (
        <Banner tone="bad" title={t('That did not work.')}>
          {link.requires_code
            ? t('Check your number and the code shown in the room, or ask the staff.')
            : t('Check your number, or ask the staff.')}
        </Banner>
      )}
      {answer && answer.kind !== 'refused' && <TroubleNote trouble={answer} />}
      <Form form={form} class="stack" onSubmit={submit}>
        <TextField
          label={t('Your number or badge')}
          value={identifier}
          onInput={setIdentifier}
          required
          maxLength={100}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          enterkeyhint={link.requires_code ? 'next' : 'send'}
        />
        {link.requires_code && (
          <TextField
            label={t('Code shown in the room')}
            hint={t('Six digits; they change every half minute.')}
            value={code}
            onInput={(typed) => setCode(codeIn(typed))}
            required
            pattern="[0-9]{6}"
            inputMode="numeric"
            autocomplete="one-time-code"
            class="visitor-code"
            enterkeyhint="send"
          />
        )}
        <Button kind="primary" type="submit" disabled={busy}>
          {busy ? t('Sending…') : t('Check in')}
        </Button>
      </Form>
    </Panel>
  )
}

function Occasion({ link }: { link: Link }) {
  const { session, group, time_zone: zone } = link
  if (!session) return null
  return (
    <p class="visitor-occasion">
      <strong>{session.name}</strong>
      {group && <span>{group}</span>}
      <time class="muted" dateTime={session.scheduled_start_at}>
        {fullTime(session.scheduled_start_at, zone)} – {clockTime(session.scheduled_end_at, zone)}
      </time>
    </p>
  )
}

function Done({ link, already, onAnother }: { link: Link; already: boolean; onAnother: () => void }) {
  return (
    <Panel
      title={already ? t('You were recorded before') : t('You are checked in')}
      host={link.organization}
      icon={{ name: 'check', tone: 'good' }}
    >
      <Occasion link={link} />
      {already && (
        <p>{t('Nothing was changed. If you think that what was recorded is wrong, tell the staff.')}</p>
      )}
      <Button icon="userPlus" onClick={onAnother}>
        {t('Check in somebody else')}
      </Button>
    </Panel>
  )
}

function Closed({ link, now, onAgain }: Pick<Props, 'link' | 'now' | 'onAgain'>) {
  const { session, time_zone: zone } = link
  const soon = session !== null && Date.parse(session.opens_at) > now
  return (
    <Panel
      title={soon ? t('Not open yet') : t('Check-in is closed')}
      host={link.organization}
      icon={{ name: 'lock', tone: 'wait' }}
    >
      <Occasion link={link} />
      <p>
        {soon
          ? t('People check in here from {time} on.', { time: fullTime(session.opens_at, zone) })
          : t('It is over, or was ended by the staff. Speak to them if you are there.')}
      </p>
      <Button icon="refresh" onClick={onAgain}>
        {t('Look again')}
      </Button>
    </Panel>
  )
}
