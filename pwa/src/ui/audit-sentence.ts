/** What an entry of the audit log says, as the end of a sentence that begins with a person's name. */
import type { AuditLog } from '../base/resources'
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
  sync_quarantine: () => 'looked after an entry that could not be processed',
  sessions: sessionSentence,
  group_memberships: membershipSentence,
  participants: (log, names) => `${doing(log, 'added', 'removed')} ${personIn(log, names, log.record_id)}`,
  groups: (log, names) => `${doing(log)} the group ${groupIn(log, names, log.record_id)}`,
  presence_states: (log) =>
    `${doing(log)} the presence state ${textIn(valuesOf(log), 'label') || log.record_id}`,
  organizations: (log) => `${doing(log)} the organization`,
}

export function sentenceOf(log: AuditLog, names: AuditNames): string {
  const tell = SENTENCES[log.table_name]
  return tell
    ? tell(log, names)
    : `${verbWords(log.action)} ${tableWords(log.table_name)} number ${log.record_id}`
}

/** The verb of an action; what is added and removed rather than created and deleted is said so. */
function doing(log: AuditLog, create = verbWords('create'), remove = verbWords('delete')): string {
  if (log.action === 'create') return create
  return log.action === 'delete' ? remove : verbWords(log.action)
}

function personIn(log: AuditLog, names: AuditNames, id: number | null): string {
  if (id === null) return 'somebody'
  const values = valuesOf(log)
  const written = fullName({
    first_name: textIn(values, 'first_name'),
    last_name: textIn(values, 'last_name'),
  })
  return apart(names.participants.get(id) ?? written) || `participant ${id}`
}

function groupIn(log: AuditLog, names: AuditNames, id: number | null): string {
  if (id === null) return 'unknown'
  const written = log.table_name === 'groups' ? textIn(valuesOf(log), 'name') : ''
  return apart(names.groups.get(id) ?? written) || `number ${id}`
}

function sessionIn(log: AuditLog, names: AuditNames, id: number | null): string {
  if (id === null) return 'a session'
  const written = log.table_name === 'sessions' ? textIn(valuesOf(log), 'name') : ''
  return apart(names.sessions.get(id) ?? written) || `session ${id}`
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
  if (log.new_values === null) return `cleared the mark of ${who} in ${where}`
  const code = log.new_values.presence_state
  if (typeof code !== 'string') return `changed the mark of ${who} in ${where}`
  const label = names.states.get(code) ?? code
  if (log.old_values?.presence_state === code) return `marked ${who} again as ${label} in ${where}`
  return `marked ${who} as ${label} in ${where}`
}

function conflictSentence(log: AuditLog, names: AuditNames): string {
  const { who, where } = aboutIn(log, names)
  const chosen = log.new_values?.chosen_version
  if (chosen === 'other') return `decided the conflict about ${who} in ${where}: neither version`
  if (typeof chosen === 'string')
    return `decided the conflict about ${who} in ${where}: version ${chosen.toUpperCase()}`
  return `sent a mark of ${who} in ${where} that is in question`
}

function userSentence(log: AuditLog): string {
  const values = log.new_values ?? {}
  if (log.action !== 'update') {
    const who = textIn(valuesOf(log), 'name') || textIn(valuesOf(log), 'email')
    return `${doing(log, 'added', 'removed')} the user ${who || log.record_id}`
  }
  const whose = log.record_id === log.changed_by ? 'their' : 'a user’s'
  if ('last_login_at' in values) return 'signed in'
  if ('password_hash' in values) return `changed ${whose} password`
  return `changed ${whose} profile`
}

function tabletSentence(log: AuditLog): string {
  const label = textIn(log.new_values ?? {}, 'label')
  const status = textIn(log.new_values ?? {}, 'status')
  if (log.action === 'create')
    return label ? `began to use the tablet “${label}”` : 'began to use a new tablet'
  if (label) return `named the tablet “${label}”`
  if (status === 'revoked') return 'shut a tablet out'
  if (status === 'active') return 'let a tablet in again'
  return `${verbWords(log.action)} a tablet`
}

function sessionSentence(log: AuditLog, names: AuditNames): string {
  const what = sessionIn(log, names, log.record_id)
  if (log.action === 'update' && log.new_values?.actual_end_at) return `ended ${what}`
  if (log.action === 'update' && log.new_values?.actual_start_at) return `started ${what}`
  return `${doing(log, 'planned')} ${what}`
}

function membershipSentence(log: AuditLog, names: AuditNames): string {
  const values = valuesOf(log)
  const person = personIn(log, names, idIn(values, 'participant'))
  const group = groupIn(log, names, idIn(values, 'group'))
  if (log.action === 'create') return `put ${person} in the group ${group}`
  if (log.action === 'delete') return `took ${person} out of the group ${group}`
  return `changed the place of ${person} in the group ${group}`
}
