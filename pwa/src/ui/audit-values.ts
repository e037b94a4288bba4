/** The values before and after a change, each as a person says it. */
import { numeral, t } from '../base/text'
import type { AuditNames } from './audit-sentence'
import { fieldWords } from './field-words'
import { exactTime, tabletWords } from './words'

type Values = Record<string, unknown> | null

export interface Difference {
  field: string
  before: string
  after: string
}

interface World {
  names: AuditNames
  zone: string
}

/** Kept by the server for itself; the API shows them, a person has no use for them. */
const BOOKKEEPING = new Set(['version', 'organization_id', 'created_at', 'updated_at', 'token_version', 'op'])

/** Said with a change only to tell what it is about; the sentence names them. */
const CONTEXT = new Set(['session_id', 'session', 'participant_id', 'participant'])

/** The fields in which before and after differ, in the order of the log. */
export function differences(before: Values, after: Values, world: World): Difference[] {
  const [old, now] = [unfold(before), unfold(after)]
  const named = [...new Set([...Object.keys(old), ...Object.keys(now)])]
  // A code beside the id of the same thing says more than the number.
  const said = (field: string) =>
    !BOOKKEEPING.has(field) &&
    !(field.endsWith('_id') && named.includes(field.replace(/_id$/, ''))) &&
    !(before && after && CONTEXT.has(field) && old[field] === undefined)
  return named
    .filter(said)
    .map((field) => ({
      field: fieldWords(field),
      before: valueWords(field, old[field], world),
      after: valueWords(field, now[field], world),
    }))
    .filter((one) => one.before !== one.after)
}

/** What lies in `extra_data` stands beside the columns. */
function unfold(values: Values): Record<string, unknown> {
  const { extra_data: extra, ...columns } = values ?? {}
  return isObject(extra) ? { ...columns, ...extra } : columns
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/

/** A value in one line; nested data that is not known as JSON, because guessing would hide something. */
function valueWords(field: string, value: unknown, world: World): string {
  if (value === null || value === undefined || value === '') return t('nothing')
  if (typeof value === 'boolean') return value ? t('yes') : t('no')
  if (typeof value === 'number') return numberWords(field, value, world.names)
  if (typeof value === 'string') return textWords(field, value, world)
  if (isObject(value) && /^version_[ab]_data$/.test(field)) return versionWords(value, world)
  return JSON.stringify(value)
}

function numberWords(field: string, value: number, names: AuditNames): string {
  const known: Record<string, ReadonlyMap<number, string>> = {
    participant_id: names.participants,
    participant: names.participants,
    group_id: names.groups,
    parent_id: names.groups,
    session_id: names.sessions,
    session: names.sessions,
    recorded_by: names.users,
    resolved_by: names.users,
  }
  return known[field]?.get(value) || t('number {id}', { id: numeral(value) })
}

/** How far the tablet's clock could be believed. */
const CLOCKS: Record<string, () => string> = {
  ok: () => t('right'),
  corrected: () => t('corrected'),
  suspect: () => t('doubtful'),
}

function textWords(field: string, value: string, { names, zone }: World): string {
  if (field === 'presence_state') return names.states.get(value) ?? value
  if (field === 'clock') return CLOCKS[value]?.() ?? value
  if (field === 'source_device_id' || field === 'device_uuid') return tabletWords(value, names.tablets)
  return MOMENT.test(value) ? exactTime(value, zone) : value
}

function versionWords(version: Record<string, unknown>, world: World): string {
  const say = (field: string) => valueWords(field, version[field], world)
  const state = version.presence_state === null ? t('No mark') : say('presence_state')
  const values = { state, person: say('recorded_by_name'), time: say('recorded_at'), note: say('note') }
  return version.note
    ? t('{state}, marked by {person} at {time}, note “{note}”', values)
    : t('{state}, marked by {person} at {time}', values)
}
