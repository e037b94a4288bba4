/** What an entry of the audit log says, as the end of a sentence that begins with a person's name. */

import type { AuditLog } from '../base/resources'
import { numeral, t } from '../base/text'
import { tableWords, verbWords } from './table-words'
import { apart, fullName } from './words'

/** What this tablet knows of the ids in a log. */
export interface AuditNames {
  participants: ReadonlyMap<number, string>
  groups: ReadonlyMap<number, string>
  sessions: ReadonlyMap<number, string>
  /** By code. */
  states: ReadonlyMap<string, string>
  users: ReadonlyMap<number, string>
  /** Names of tablets, by the id that they carry. */
  tablets: ReadonlyMap<string, string>
}

type Values = Record<string, unknown>

const valuesOf = (log: AuditLog): Values => ({ ...log.old_values, ...log.new_values })
const textIn = (values: Values, field: string): string => {
  const value = values[field]
  return typeof value === 'string' ? value : ''
}

/** The id in a column, whether the log names it with or without `_id`. */
function idIn(values: Values, column: string): number | null {
  const value = values[`${column}_id`] ?? values[column]
  return typeof value === 'number' ? value : null
}

const TABLE_OF = { participant: 'participants', group: 'groups', session: 'sessions' } as const
type Mentioned = Record<(typeof TABLE_OF)[keyof typeof TABLE_OF], number[]>

/** The ids that the entries mention, so that their names can be looked up. */
export function mentioned(logs: readonly AuditLog[]): Mentioned {
  const ids = (column: keyof typeof TABLE_OF) =>
    logs.flatMap((log) => [
      ...(log.table_name === TABLE_OF[column] ? [log.record_id] : []),
      ...[idIn(valuesOf(log), column)].filter((id) => id !== null),
    ])
  return { participants: ids('participant'), groups: ids('group'), sessions: ids('session') }
}

type Tell = (log: AuditLog, names: AuditNames) => string

const SENTENCES: Record<string, Tell> = {
  presence_records: markSentence,
  sync_conflicts: conflictSentence,
  users: userSentence,
  sync_devices: tabletSentence,
  sync_quarantine: () => t('looked after an entry that could not be processed'),
  sessions: sessionSentence,
  group_memberships: membershipSentence,
  participants: personSentence,
  groups: groupSentence,
  presence_states: stateSentence,
  organizations: organizationSentence,
}

export function sentenceOf(log: AuditLog, names: AuditNames): string {
  const tell = SENTENCES[log.table_name]
  if (tell) return tell(log, names)
  const [deed, table] = [verbWords(log.action), tableWords(log.table_name)]
  const name = apart(textIn(valuesOf(log), 'name'))
  return name
    ? t('{deed} {table} {name}', { deed, table, name })
    : t('{deed} {table} number {id}', { deed, table, id: numeral(log.record_id) })
}

function personSentence(log: AuditLog, names: AuditNames): string {
  const name = personIn(log, names, log.record_id)
  if (log.action === 'create') return t('added {name}', { name })
  return log.action === 'delete' ? t('removed {name}', { name }) : t('changed {name}', { name })
}

function groupSentence(log: AuditLog, names: AuditNames): string {
  const name = groupIn(log, names, log.record_id)
  if (log.action === 'create') return t('created the {group} {name}', { name })
  return log.action === 'delete'
    ? t('deleted the {group} {name}', { name })
    : t('changed the {group} {name}', { name })
}

function stateSentence(log: AuditLog): string {
  const name = apart(textIn(valuesOf(log), 'label')) || numeral(log.record_id)
  if (log.action === 'create') return t('created the presence state {name}', { name })
  return log.action === 'delete'
    ? t('deleted the presence state {name}', { name })
    : t('changed the presence state {name}', { name })
}

function organizationSentence(log: AuditLog): string {
  if (log.action === 'create') return t('created the organization')
  return log.action === 'delete' ? t('deleted the organization') : t('changed the organization')
}

function personIn(log: AuditLog, names: AuditNames, id: number | null): string {
  if (id === null) return t('somebody')
  const values = valuesOf(log)
  const written = fullName({
    first_name: textIn(values, 'first_name'),
    last_name: textIn(values, 'last_name'),
  })
  return apart(names.participants.get(id) ?? written) || t('{participant} {id}', { id: numeral(id) })
}

function groupIn(log: AuditLog, names: AuditNames, id: number | null): string {
  if (id === null) return t('unknown')
  const written = log.table_name === 'groups' ? textIn(valuesOf(log), 'name') : ''
  return apart(names.groups.get(id) ?? written) || t('number {id}', { id: numeral(id) })
}

function sessionIn(log: AuditLog, names: AuditNames, id: number | null): string {
  if (id === null) return t('a {session}')
  const written = log.table_name === 'sessions' ? textIn(valuesOf(log), 'name') : ''
  return apart(names.sessions.get(id) ?? written) || t('{session} {id}', { id: numeral(id) })
}

function aboutIn(log: AuditLog, names: AuditNames): { who: string; where: string } {
  const values = valuesOf(log)
  return {
    who: personIn(log, names, idIn(values, 'participant')),
    where: sessionIn(log, names, idIn(values, 'session')),
  }
}

function markSentence(log: AuditLog, names: AuditNames): string {
  const { who, where } = aboutIn(log, names)
  if (log.new_values === null) return t('cleared the mark of {who} in {where}', { who, where })
  const code = log.new_values.presence_state
  if (typeof code !== 'string') return t('changed the mark of {who} in {where}', { who, where })
  const state = names.states.get(code) ?? code
  return log.old_values?.presence_state === code
    ? t('marked {who} again as {state} in {where}', { who, state, where })
    : t('marked {who} as {state} in {where}', { who, state, where })
}

function conflictSentence(log: AuditLog, names: AuditNames): string {
  const { who, where } = aboutIn(log, names)
  const chosen = log.new_values?.chosen_version
  if (chosen === 'other')
    return t('decided the conflict about {who} in {where}: neither version', { who, where })
  if (typeof chosen === 'string') {
    const version = chosen.toUpperCase()
    return t('decided the conflict about {who} in {where}: version {version}', { who, where, version })
  }
  return t('sent a mark of {who} in {where} that is in question', { who, where })
}

function userSentence(log: AuditLog): string {
  const values = log.new_values ?? {}
  if (log.action !== 'update') {
    const named = apart(textIn(valuesOf(log), 'name') || textIn(valuesOf(log), 'email'))
    const name = named || numeral(log.record_id)
    return log.action === 'create'
      ? t('added the user {name}', { name })
      : t('removed the user {name}', { name })
  }
  const own = log.record_id === log.changed_by
  if ('last_login_at' in values) return t('signed in')
  if ('password_hash' in values) return own ? t('changed their password') : t('changed a user’s password')
  return own ? t('changed their profile') : t('changed a user’s profile')
}

function tabletSentence(log: AuditLog): string {
  const name = apart(textIn(log.new_values ?? {}, 'label'))
  const status = textIn(log.new_values ?? {}, 'status')
  if (log.action === 'create')
    return name ? t('began to use the tablet “{name}”', { name }) : t('began to use a new tablet')
  if (name) return t('named the tablet “{name}”', { name })
  if (status === 'revoked') return t('shut a tablet out')
  if (status === 'active') return t('let a tablet in again')
  return log.action === 'delete' ? t('deleted a tablet') : t('changed a tablet')
}

function sessionSentence(log: AuditLog, names: AuditNames): string {
  const name = sessionIn(log, names, log.record_id)
  if (log.action === 'create') return t('planned {name}', { name })
  if (log.action === 'delete') return t('deleted {name}', { name })
  if (log.new_values?.actual_end_at) return t('ended {name}', { name })
  return log.new_values?.actual_start_at ? t('started {name}', { name }) : t('changed {name}', { name })
}

function membershipSentence(log: AuditLog, names: AuditNames): string {
  const values = valuesOf(log)
  const person = personIn(log, names, idIn(values, 'participant'))
  const where = groupIn(log, names, idIn(values, 'group'))
  if (log.action === 'create') return t('put {person} in the {group} {where}', { person, where })
  if (log.action === 'delete') return t('took {person} out of the {group} {where}', { person, where })
  return t('changed the place of {person} in the {group} {where}', { person, where })
}
