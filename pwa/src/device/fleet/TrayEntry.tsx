import { useState } from 'preact/hooks'
import type { Quarantine } from '../../base/resources'
import { t } from '../../base/text'
import { type Asking, reasonInWords } from '../../store'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { Link } from '../../ui/navigation'
import { rich } from '../../ui/rich'
import { toast } from '../../ui/toast'
import { apart, exactTime } from '../../ui/words'
import { type MeaningNames, whatWasMeant } from './meaning'
import { Payload } from './Payload'
import { adoptEntry, handleEntry } from './requests'

interface Props {
  entry: Quarantine
  tablet: string
  names: MeaningNames
  api: Asking
  zone: string
  onDone: () => Promise<void>
}

/** One entry of the tray: what it probably meant, why it lies here, and what can be done. */
export function TrayEntry({ entry, tablet, names, api, zone, onDone }: Props) {
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  async function end(verb: typeof handleEntry, done: string) {
    setBusy(true)
    setProblem('')
    const failure = await verb(api, entry.id)
    setBusy(false)
    if (failure !== null) return setProblem(failure)
    toast(done)
    await onDone()
  }
  return (
    <li class="card tray-entry">
      <div class="tablet-head">
        <Icon name="tray" />
        <h2>{whatWasMeant(entry.payload, names)}</h2>
      </div>
      <p class="queue-reason">{reasonInWords('quarantined', entry.reason, null)}</p>
      <p class="muted">
        {rich(
          'From {tablet}, sent by {person}, received {time}',
          { tablet: <Link href={`/devices/${entry.device}`}>{tablet}</Link> },
          { person: apart(entry.user_name), time: exactTime(entry.received_at, zone) },
        )}
        {entry.handled_at !== null && endInWords(entry, exactTime(entry.handled_at, zone))}
      </p>
      <Payload text={entry.payload} />
      {problem !== '' && (
        <p class="field-error" role="alert">
          {problem}
        </p>
      )}
      {entry.handled_at === null && (
        <div class="row">
          <Button
            icon="check"
            disabled={busy}
            onClick={() => void end(adoptEntry, t('Taken in, as its author’s.'))}
          >
            {t('Take it in')}
          </Button>
          <Button
            kind="quiet"
            disabled={busy}
            onClick={() => void end(handleEntry, t('Marked as looked after.'))}
          >
            {t('Only note that I have seen it')}
          </Button>
        </div>
      )}
    </li>
  )
}

function endInWords({ outcome }: Quarantine, time: string): string {
  if (outcome === 'conflict') return t(', taken in and put in question {time}', { time })
  return outcome === null ? t(', looked after {time}', { time }) : t(', taken in {time}', { time })
}
