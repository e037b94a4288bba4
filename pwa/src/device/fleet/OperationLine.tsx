import type { Operation } from '../../base/resources'
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

const OUTCOMES: Record<Operation['outcome'], { words: string; tone: string }> = {
  applied: { words: 'Taken in', tone: 'good' },
  same: { words: 'Was so already', tone: 'good' },
  conflict: { words: 'In question', tone: 'ask' },
  rejected: { words: 'Refused', tone: 'bad' },
  quarantined: { words: 'In the tray', tone: 'wait' },
}

/** One operation: what was meant, how it ended and why; behind it the bytes as they came. */
export function OperationLine({ operation, zone, names }: Props) {
  const { outcome, reason, detail, recorded_for: by, uploaded_by: carrier } = operation
  const ended = OUTCOMES[outcome]
  const user = (id: number) => apart(names.users.get(id) ?? `user ${id}`)
  const refused = outcome === 'rejected' || outcome === 'quarantined'
  return (
    <li class="operation">
      <span class="tag" data-tone={ended.tone}>
        {ended.words}
      </span>
      <div class="operation-what">
        <p>{whatWasMeant(operation.payload, names)}</p>
        <p class="muted">
          {user(by)}
          {carrier !== by && `, carried by ${user(carrier)}`} · received{' '}
          {exactTime(operation.received_at, zone)}
        </p>
        {refused && <p class="queue-reason">{reasonInWords(outcome, reason, detail)}</p>}
        <Payload text={operation.payload} />
      </div>
    </li>
  )
}
