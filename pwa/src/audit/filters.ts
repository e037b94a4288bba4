/** The audit log's filters: which address they ask for, and what they offer. */
import type { AuditLog } from '../base/resources'

/** The address of the log under these filters; empty means all. */
export function auditPath(table: string, person: string): string {
  const query = new URLSearchParams({ limit: '100' })
  if (table !== '') query.set('table_name', table)
  if (person !== '') query.set('changed_by', person)
  return `/audit-logs?${query}`
}

/** The people who appear in a log, by name. */
export function peopleIn(logs: readonly AuditLog[]): { value: string; label: string }[] {
  const names = new Map<string, string>()
  for (const log of logs) names.set(String(log.changed_by), log.changed_by_name || `#${log.changed_by}`)
  return [...names].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label))
}
