/** Tables and actions of the audit log as a person says them. */

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
  sync_devices: 'tablet',
  sync_quarantine: 'tray',
}

const VERBS: Record<string, string> = {
  create: 'created',
  update: 'changed',
  delete: 'deleted',
}

export const tableWords = (table: string): string => TABLES[table] ?? table.replaceAll('_', ' ')
export const verbWords = (action: string): string => VERBS[action] ?? action.replaceAll('_', ' ')

/** Tables that an organization's audit log can hold, for the filter. */
export const AUDITED = Object.keys(TABLES).filter((table) => table !== 'notifications')
