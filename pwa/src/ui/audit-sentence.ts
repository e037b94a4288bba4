/** What an entry of the audit log says, as the end of a sentence that begins with a person's name. */
import type { AuditLog } from '../base/resources'
import { tableWords, verbWords } from './table-words'
import { apart } from './words'

interface Names {
  participants: ReadonlyMap<number, string>
  sessions: ReadonlyMap<number, string>
  states: ReadonlyMap<string, string>
}

const valuesOf = (log: AuditLog): Record<string, unknown> => ({ ...log.old_values, ...log.new_values })

/** The id in a column, whether the log names it with or without `_id`. */
function idIn(log: AuditLog, column: string): number | null {
  const values = valuesOf(log)
  const value = values[`${column}_id`] ?? values[column]
  return typeof value === 'number' ? value : null
}

/** The ids that the entries mention, so that their names can be looked up. */
export function mentioned(logs: readonly AuditLog[]): { participants: number[]; sessions: number[] } {
  const ids = (column: string) => logs.map((log) => idIn(log, column)).filter((id) => id !== null)
  return { participants: ids('participant'), sessions: ids('session') }
}

export function sentenceOf(log: AuditLog, names: Names): string {
  const person = idIn(log, 'participant')
  const session = idIn(log, 'session')
  if (person !== null && session !== null) {
    const who = apart(names.participants.get(person) ?? `participant ${person}`)
    const where = apart(names.sessions.get(session) ?? `session ${session}`)
    if (log.table_name === 'presence_records') return markSentence(log, who, where, names)
    if (log.table_name === 'sync_conflicts') return conflictSentence(log, who, where)
  }
  return `${verbWords(log.action)} ${tableWords(log.table_name)} number ${log.record_id}`
}

function markSentence(log: AuditLog, who: string, where: string, names: Names): string {
  if (log.new_values === null) return `cleared the mark of ${who} in ${where}`
  const code = log.new_values.presence_state
  if (typeof code !== 'string') return `changed the mark of ${who} in ${where}`
  return `marked ${who} as ${names.states.get(code) ?? code} in ${where}`
}

function conflictSentence(log: AuditLog, who: string, where: string): string {
  const chosen = log.new_values?.chosen_version
  if (chosen === 'other') return `decided the conflict about ${who} in ${where}: neither version`
  if (typeof chosen === 'string')
    return `decided the conflict about ${who} in ${where}: version ${chosen.toUpperCase()}`
  return `sent a mark of ${who} in ${where} that is in question`
}
