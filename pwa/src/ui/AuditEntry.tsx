import type { AuditLog } from '../base/resources'
import { t } from '../base/text'
import { type AuditNames, sentenceOf } from './audit-sentence'
import { type Difference, differences } from './audit-values'
import { exactTime, listWords, tabletWords } from './words'

interface Props {
  log: AuditLog
  zone: string
  names: AuditNames
}

const listed = (changes: readonly Difference[]): string => listWords(changes.map((change) => change.field))

/** One line of the audit log as a sentence, with the values before and after behind it. */
export function AuditEntry({ log, zone, names }: Props) {
  const changes = differences(log.old_values, log.new_values, { names, zone })
  return (
    <li class="audit-entry">
      <time class="muted number" dateTime={log.changed_at}>
        {exactTime(log.changed_at, zone)}
      </time>
      <div>
        <p>
          <strong>{log.changed_by_name || t('The system')}</strong> {sentenceOf(log, names)}
          {log.source_device && <span class="muted"> · {tabletWords(log.source_device, names.tablets)}</span>}
        </p>
        {changes.length > 0 && (
          <details>
            <summary>
              {log.action === 'update'
                ? t('Before and after: {fields}', { fields: listed(changes) })
                : t('Details: {fields}', { fields: listed(changes) })}
            </summary>
            {/* A part that scrolls has to be reached by the keyboard as well. */}
            <section
              class="audit-table"
              aria-label={t('Before and after: {fields}', { fields: listed(changes) })}
              // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
              tabIndex={0}
            >
              <table>
                <thead>
                  <tr>
                    <th scope="col">{t('Field')}</th>
                    {log.old_values && <th scope="col">{t('Before')}</th>}
                    {log.new_values && <th scope="col">{t('After')}</th>}
                  </tr>
                </thead>
                <tbody>
                  {changes.map((change) => (
                    <tr key={change.field}>
                      <th scope="row">{change.field}</th>
                      {log.old_values && <td>{change.before}</td>}
                      {log.new_values && <td>{change.after}</td>}
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          </details>
        )}
      </div>
    </li>
  )
}
