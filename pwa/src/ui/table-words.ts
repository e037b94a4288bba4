/** Tables and actions of the audit log as a person says them. */

import { t } from '../base/text'

const TABLES: Record<string, () => string> = {
  organizations: () => t('organization'),
  users: () => t('user'),
  participants: () => t('{participant}'),
  groups: () => t('{group}'),
  group_memberships: () => t('{group} membership'),
  sessions: () => t('{session}'),
  presence_states: () => t('presence state'),
  presence_records: () => t('presence record'),
  sync_conflicts: () => t('sync conflict'),
  notifications: () => t('notification'),
  sync_devices: () => t('tablet'),
  sync_quarantine: () => t('tray'),
  participant_merges: () => t('merging of two {participants}'),
  timetables: () => t('timetable'),
  imports: () => t('import'),
  self_service_links: () => t('self-service link'),
  registrations: () => t('registration'),
  invitations: () => t('invitation'),
  api_keys: () => t('API key'),
  webhooks: () => t('webhook'),
  notification_rules: () => t('rule of notifications'),
  domains: () => t('domain'),
  group_calendars: () => t('calendar link of a {group}'),
  refresh_tokens: () => t('sign-in'),
  webhook_deliveries: () => t('delivery of a webhook'),
  notification_preferences: () => t('choice of notifications'),
}

const VERBS: Record<string, () => string> = {
  create: () => t('created'),
  update: () => t('changed'),
  delete: () => t('deleted'),
}

export const tableWords = (table: string): string => TABLES[table]?.() ?? table.replaceAll('_', ' ')
export const verbWords = (action: string): string => VERBS[action]?.() ?? action.replaceAll('_', ' ')

/** Tables that an organization's audit log can hold, for the filter. */
export const AUDITED = Object.keys(TABLES).filter((table) => table !== 'notifications')
