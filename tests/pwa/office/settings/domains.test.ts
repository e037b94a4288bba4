import { expect, it } from 'vitest'
import type { Domain, PresenceState, Rule } from '@/office/settings/props'
import { changesNothing, effectOf } from '@/office/settings/words/applying'
import { bodyOf, copyOf, fieldsOf } from '@/office/settings/words/domain-fields'

const forms = (one: string) => ({ en: { one, many: `${one}s` } })
const state = (code: string, label = code) => ({
  code,
  label: { en: label, bn: `${label}-bn` },
  color: '#1b7f4b',
  counts_as: 'other' as const,
  is_default: code === 'present',
})
const domain = (code: string, person: string, states: string[]): Domain => ({
  code,
  is_shipped: true,
  name: { en: code },
  terminology: {
    participant: forms(person),
    group: forms('group'),
    session: forms('session'),
    staff: forms('host'),
  },
  group_types: [{ code: 'class', label: { en: 'Class' } }],
  states: states.map((one) => state(one)),
  opening_report: 'attendance',
  notification_rules: [{ notification_type: 'conflict' }],
  version: 0,
})
const row = (own: string, code: string, more: Partial<PresenceState> = {}): PresenceState =>
  ({
    domain: own,
    code,
    label: code,
    color: '#abcdef',
    counts_as: 'other',
    is_default: false,
    is_active: true,
    ...more,
  }) as PresenceState

const school = domain('school', 'student', ['present', 'late'])
const hotel = domain('hotel', 'guest', ['present', 'away'])
const rules = [{ notification_type: 'conflict' }] as Rule[]

it('tells what another domain brings, brings back and takes from the list', () => {
  const states = [
    row('school', 'present', { is_offered: true }),
    row('school', 'late', { is_offered: true, is_active: false }),
    row('hotel', 'away', { is_offered: false }),
  ]
  const effect = effectOf(hotel, { domain: school, states, rules })
  expect(effect.words).toEqual(['participant'])
  expect(effect.added.map((one) => one.code)).toEqual(['present'])
  expect(effect.back.map((one) => one.code)).toEqual(['away'])
  expect(effect.gone.map((one) => one.code)).toEqual(['present'])
  expect([effect.rules, effect.report]).toEqual([[], false])
})

it('tells that the same domain again changes nothing, or what it has more by now', () => {
  const states = [row('school', 'present', { is_offered: true }), row('school', 'late', { is_offered: true })]
  expect(changesNothing(effectOf(school, { domain: school, states, rules }))).toBe(true)
  const more = { ...school, states: [...school.states, state('trip')] }
  const effect = effectOf(more, { domain: school, states, rules: [] })
  expect([effect.added.map((one) => one.code), effect.gone, effect.rules.length]).toEqual([['trip'], [], 1])
})

it('copies the domain in use with the states as the organization has made them', () => {
  const states = [
    row('school', 'late', { label: 'Came later' }),
    row('school', 'present', { label: 'present', is_default: true }),
    row('school', 'gone', { is_active: false }),
    row('hotel', 'away'),
  ]
  const copy = copyOf(school, { en: '', bn: '' }, states)
  expect(copy.states.map(({ code, en, bn, color }) => [code, en, bn, color])).toEqual([
    ['late', 'Came later', '', '#abcdef'],
    ['present', 'present', 'present-bn', '#abcdef'],
  ])
})

it('gives back what it was given, and what is new a code of its own', () => {
  const { code: _, is_shipped: __, version: ___, notification_rules: ____, ...parts } = school
  expect(bodyOf(fieldsOf(school))).toEqual(parts)
  const added = { ...fieldsOf(school).states[1], code: '', en: 'Late' } as never
  const body = bodyOf({ states: [...fieldsOf(school).states, added] }) as { states: { code: string }[] }
  expect(body.states.map((one) => one.code)).toEqual(['present', 'late', 'late_2'])
})

it('leaves out Bangla that nobody gave, and staff that have no word', () => {
  const fields = fieldsOf(school)
  const empty = { en: '', bn: '' }
  const body = bodyOf({
    name: { en: ' Ours ', bn: ' ' },
    terminology: { ...fields.terminology, staff: { one: empty, many: empty } },
  })
  expect(body).toEqual({
    name: { en: 'Ours' },
    terminology: { participant: forms('student'), group: forms('group'), session: forms('session') },
  })
})
