import type { Operation } from '../../base/resources'
import { numeral, t } from '../../base/text'
import { reasonInWords } from '../../store'
import type { AuditNames } from '../../ui/audit-sentence'
import { apart, exactTime } from '../../ui/words'
import { whatWasMeant } from './meaning'
import { Payload } from './Payload'

interface Props {
  operation: Operation
  zone: string
  names: AuditNames
}

const OUTCOMES: Record<Operation['outcome'], { words: () => string; tone: string }> = {
  applied: { words: () => t('Taken in'), tone: 'good' },
  same: { words: () => t('Was so already'), tone: 'good' },
  conflict: { words: () => t('In question'), tone: 'ask' },
  rejected: { words: () => t('Refused'), tone: 'bad' },
  quarantined: { words: () => t('In the tray'), tone: 'wait' },
}

/** One operation: what was meant, how it ended and why; behind it the bytes as they came. */
export function OperationLine({ operation, zone, names }: Props) {
  const { outcome, reason, detail, recorded_for: by, uploaded_by: carrier } = operation
  const time = exactTime(operation.received_at, zone)
  const ended = OUTCOMES[outcome]
  const user = (id: number) => apart(names.users.get(id) ?? t('user {id}', { id: numeral(id) }))
  const refused = outcome === 'rejected' || outcome === 'quarantined'
  return (
    <li class="operation">
      <span class="tag" data-tone={ended.tone}>
        {ended.words()}
      </span>
      <div class="operation-what">
        <p>{whatWasMeant(operation.payload, names)}</p>
        <p class="muted">
          {carrier === by
            ? t('{person} · received {time}', { person: user(by), time })
            : t('{person}, carried by {carrier} · received {time}', {
                person: user(by),
                carrier: user(carrier),
                time,
              })}
        </p>
        {refused && <p class="queue-reason">{reasonInWords(outcome, reason, detail)}</p>}
        <Payload text={operation.payload} />
      </div>
    </li>
  )
}
