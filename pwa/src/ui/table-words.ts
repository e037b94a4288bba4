/** Tables, actions and fields of the audit log as a person says them. */

const TABLES: Record<string, string> = {
  organizations: 'organization',
  users: 'user',
  participants: 'participant',
  groups: 'group',
  group_memberships: 'group membership',
  sessions: 'session',
  presence_states: 'presence state',
  presence_records: 'presence record',
  sync_conflicts: 'sync conflict',
  notifications: 'notification',
  sync_devices: 'device',
}

const VERBS: Record<string, string> = {
  create: 'created',
  update: 'changed',
  delete: 'deleted',
}

export const tableWords = (table: string): string => TABLES[table] ?? table.replaceAll('_', ' ')
export const verbWords = (action: string): string =>
  VERBS[action.toLowerCase()] ?? action.toLowerCase().replaceAll('_', ' ')
export const fieldWords = (field: string): string => field.replace(/_id$/, '').replaceAll('_', ' ')

/** Tables that an organization's audit log can hold, for the filter. */
export const AUDITED = Object.keys(TABLES).filter((table) => table !== 'notifications')

/** A value of the log in one line; nested data as JSON, because guessing would hide something. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

export interface Difference {
  field: string
  before: string
  after: string
}

type Values = Record<string, unknown> | null

/** The fields in which before and after differ, in the order of the log. */
export function differences(before: Values, after: Values): Difference[] {
  const named = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  // A code beside the id of the same thing says more than the number.
  const fields = named.filter((field) => !named.includes(field.replace(/_id$/, '')) || !field.endsWith('_id'))
  return fields
    .map((field) => ({
      field: fieldWords(field),
      before: valueWords(before?.[field]),
      after: valueWords(after?.[field]),
    }))
    .filter((one) => one.before !== one.after)
}
