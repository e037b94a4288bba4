/** The audit log's filters: which address they ask for, and what they offer. */

/** The address of the log under these filters; empty means all. */
export function auditPath(table: string, person: string): string {
  const query = new URLSearchParams({ limit: '100' })
  if (table !== '') query.set('table_name', table)
  if (person !== '') query.set('changed_by', person)
  return `/audit-logs?${query}`
}

/** Everybody whom this tablet can name, by name. */
export const peopleIn = (users: ReadonlyMap<number, string>): { value: string; label: string }[] =>
  [...users]
    .map(([id, name]) => ({ value: String(id), label: name || `#${id}` }))
    .sort((a, b) => a.label.localeCompare(b.label))

/** As an entry of a list begins. */
export const capital = (words: string): string => words.charAt(0).toLocaleUpperCase() + words.slice(1)
