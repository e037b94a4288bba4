import type { AuditLog } from '../base/resources'
import { differences } from './table-words'
import { deviceWords, exactTime } from './words'

interface Props {
  log: AuditLog
  zone: string
  /** What happened, as the end of a sentence that begins with the person's name. */
  sentence: string
}

/** One line of the audit log as a sentence, with the values before and after behind it. */
export function AuditEntry({ log, zone, sentence }: Props) {
  const changes = differences(log.old_values, log.new_values)
  return (
    <li class="audit-entry">
      <time class="muted number" dateTime={log.changed_at}>
        {exactTime(log.changed_at, zone)}
      </time>
      <div>
        <p>
          <strong>{log.changed_by_name || 'The system'}</strong> {sentence}
          {log.source_device && <span class="muted"> · {deviceWords(null, log.source_device)}</span>}
        </p>
        {changes.length > 0 && (
          <details>
            <summary>
              {changes.length === 1 ? '1 value' : `${changes.length} values`}:{' '}
              {changes.map((change) => change.field).join(', ')}
            </summary>
            <div class="audit-table">
              <table>
                <thead>
                  <tr>
                    <th scope="col">Field</th>
                    <th scope="col">Before</th>
                    <th scope="col">After</th>
                  </tr>
                </thead>
                <tbody>
                  {changes.map((change) => (
                    <tr key={change.field}>
                      <th scope="row">{change.field}</th>
                      <td>{change.before}</td>
                      <td>{change.after}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </details>
        )}
      </div>
    </li>
  )
}
