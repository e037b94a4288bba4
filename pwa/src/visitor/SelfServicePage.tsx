import { useEffect, useState } from 'preact/hooks'
import type { Clock } from '../base/clock'
import type { Http } from '../base/http'
import { t } from '../base/text'
import { CheckIn } from './CheckIn'
import { Panel } from './Panel'
import { Registration } from './Registration'
import { type Opened, openLink } from './requests'
import { TroublePage } from './TroubleNote'

interface Props {
  http: Http
  token: string | null
  clock: Clock
}

/** What a self-service link opens: a place to check in, or to ask to be added. */
export function SelfServicePage({ http, token, clock }: Props) {
  const [opened, setOpened] = useState<Opened | null>(null)
  async function open() {
    if (token === null) return
    setOpened(null)
    setOpened(await openLink(http, token))
  }
  useEffect(() => void open(), [])
  const waits = opened !== null && opened.kind !== 'open' && opened.kind !== 'ended'
  useEffect(() => {
    if (!waits) return
    const again = () => void open()
    addEventListener('online', again)
    return () => removeEventListener('online', again)
  }, [waits])

  if (token === null)
    return (
      <Panel title={t('Open the link again')} icon={{ name: 'question', tone: 'wait' }}>
        <p>{t('Scan the code once more, or tap the link that you were given.')}</p>
      </Panel>
    )
  if (opened === null)
    return (
      <Panel title={t('One moment')}>
        <p role="status" class="muted">
          {t('Asking the server…')}
        </p>
      </Panel>
    )
  if (opened.kind !== 'open') return <TroublePage trouble={opened} onAgain={() => void open()} />
  return opened.link.kind === 'check_in' ? (
    <CheckIn http={http} token={token} link={opened.link} now={clock.now()} onAgain={() => void open()} />
  ) : (
    <Registration http={http} token={token} link={opened.link} />
  )
}
