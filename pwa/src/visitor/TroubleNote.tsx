import { n, t } from '../base/text'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import { Panel } from './Panel'
import type { Trouble } from './requests'

interface Props {
  trouble: Trouble
  onAgain: () => void
}

/** The whole page could not be opened. */
export function TroublePage({ trouble, onAgain }: Props) {
  if (trouble.kind === 'ended')
    return (
      <Panel title={t('This link has ended')} icon={{ name: 'lock', tone: 'wait' }}>
        <p>{t('It was used up, replaced or closed. Ask the staff for a new one.')}</p>
      </Panel>
    )
  const offline = trouble.kind === 'offline'
  return (
    <Panel
      title={offline ? t('No network') : t('Not now')}
      icon={{ name: offline ? 'cloudOff' : 'alert', tone: 'wait' }}
    >
      <p>{troubleWords(trouble)}</p>
      <Button kind="primary" icon="refresh" onClick={onAgain}>
        {t('Try again')}
      </Button>
    </Panel>
  )
}

/** A request of the page failed; what was typed stays. */
export function TroubleNote({ trouble }: { trouble: Trouble }) {
  return <Banner tone="bad">{troubleWords(trouble)}</Banner>
}

function troubleWords(trouble: Trouble): string {
  switch (trouble.kind) {
    case 'ended':
      return t('This link has ended. Ask the staff for a new one.')
    case 'offline':
      return t(
        'This page needs a network, and the server cannot be reached. Sending the same again does no harm.',
      )
    case 'later':
      return n(
        trouble.seconds,
        'Too many people ask at once. Try again in {count} second.',
        'Too many people ask at once. Try again in {count} seconds.',
      )
    default:
      return t(
        'Something else answered instead of the server. If this network has a sign-in page of its own, open it first.',
      )
  }
}
