import { expect, it } from 'vitest'
import { mentioned, sentenceOf } from '@/ui/audit-sentence'
import { differences } from '@/ui/audit-values'

const names = {
  participants: new Map([[17, 'Elias Eriksen']]),
  sessions: new Map([[29, 'Daily register 7A']]),
  states: new Map([['late', 'Late']]),
  groups: new Map<number, string>(),
  users: new Map([[2, 'Mina Akter']]),
  tablets: new Map([['0b1e5a30-0000-4000-8000-000000000000', 'Front gate']]),
}
const log = {
  id: 1,
  table_name: 'presence_records',
  record_id: 5,
  action: 'create' as const,
  changed_by: 2,
  changed_by_name: 'Mina Akter',
  old_values: null as Record<string, unknown> | null,
  new_values: { session_id: 29, participant_id: 17, presence_state: 'late' } as Record<
    string,
    unknown
  > | null,
  changed_at: '2026-11-23T08:00:00Z',
  source_device: '',
}

it('tells a mark, a cleared mark and a decision with the names of people', () => {
  expect(sentenceOf(log, names)).toBe('marked Elias Eriksen as Late in Daily register 7A')
  const cleared = { ...log, action: 'delete' as const, old_values: log.new_values, new_values: null }
  expect(sentenceOf(cleared, names)).toBe('cleared the mark of Elias Eriksen in Daily register 7A')
  const decided = {
    ...log,
    table_name: 'sync_conflicts',
    new_values: { session: 29, participant: 17, chosen_version: 'b' },
  }
  expect(sentenceOf(decided, names)).toBe(
    'decided the conflict about Elias Eriksen in Daily register 7A: version B',
  )
})

it('says the number where this tablet knows no name, and collects what it has to look up', () => {
  const stranger = { ...log, new_values: { session_id: 3, participant_id: 4, presence_state: 'x' } }
  expect(sentenceOf(stranger, names)).toBe('marked participant 4 as x in session 3')
  const session = { ...log, table_name: 'sessions', record_id: 8, new_values: { group_id: 6 } }
  expect(mentioned([log, stranger, session])).toEqual({
    participants: [17, 4],
    groups: [6],
    sessions: [29, 3, 8],
  })
})

it.each([
  ['users', 'update', { last_login_at: '2026-11-23T08:00:00Z' }, 'signed in'],
  ['users', 'update', { password_hash: 'changed' }, 'changed their password'],
  ['users', 'create', { name: 'Olga', email: 'o@example.com' }, 'added the user Olga'],
  ['api_keys', 'create', { name: 'Payroll', scopes: ['read'] }, 'created API key Payroll'],
  ['self_service_links', 'update', { name: '' }, 'changed self-service link number 2'],
  ['sync_devices', 'create', { label: '' }, 'began to use a new tablet'],
  ['sync_devices', 'update', { label: 'Front gate' }, 'named the tablet “Front gate”'],
  ['sync_devices', 'update', { status: 'revoked' }, 'shut a tablet out'],
  ['sessions', 'update', { actual_start_at: '2026-11-23T08:00:00Z' }, 'started Chess'],
  ['sessions', 'update', { actual_end_at: '2026-11-23T09:00:00Z' }, 'ended Chess'],
  ['sessions', 'create', { name: 'Chess' }, 'planned Chess'],
  ['groups', 'create', { name: '7B' }, 'created the group 7B'],
  ['groups', 'update', { is_active: false }, 'changed the group Class 7A'],
  ['participants', 'create', { first_name: 'Ravi', last_name: 'Menon' }, 'added Ravi Menon'],
  [
    'group_memberships',
    'create',
    { group_id: 2, participant_id: 17 },
    'put Elias Eriksen in the group Class 7A',
  ],
  ['presence_states', 'update', { label: 'Late' }, 'changed the presence state Late'],
  ['organizations', 'update', { settings: {} }, 'changed the organization'],
  ['something_new', 'update', {}, 'changed something new number 2'],
] as const)('says of %s, %s, %o: %s', (table_name, action, new_values, words) => {
  const known = {
    ...names,
    sessions: new Map([[2, 'Chess']]),
    groups: new Map([[2, words.includes('7B') ? '7B' : 'Class 7A']]),
  }
  const entry = {
    ...log,
    table_name,
    action,
    record_id: 2,
    old_values: action === 'update' ? {} : null,
    new_values,
  }
  expect(sentenceOf(entry, known)).toBe(words)
})

it('lists what differs between before and after in words, and leaves bookkeeping out', () => {
  const before = {
    presence_state: 'late',
    presence_state_id: 3,
    recorded_by: 2,
    extra_data: { clock: 'ok' },
    version: 1,
  }
  const after = {
    presence_state: 'absent',
    presence_state_id: 2,
    recorded_by: 9,
    recorded_at: '2026-11-23T08:00:00Z',
    source_device_id: 'f31b97dc-af82-4505-a8c6-df22a5f5f36c',
    extra_data: { clock: 'ok', note: 'bus' },
    version: 2,
  }
  const found = differences(before, after, { names, zone: 'UTC' })
  expect(found).toEqual([
    { field: 'presence state', before: 'Late', after: 'absent' },
    { field: 'marked by', before: 'Mina Akter', after: 'number 9' },
    { field: 'marked at', before: 'nothing', after: expect.stringMatching(/23.*2026|2026.*23/) },
    { field: 'tablet', before: 'nothing', after: 'tablet f31b97dc' },
    { field: 'note', before: 'nothing', after: 'bus' },
  ])
})

it('tells of a decision what it changed, not what it is about', () => {
  const after = { session_id: 29, participant_id: 17, chosen_version: 'b' }
  const found = differences({ chosen_version: null }, after, { names, zone: 'UTC' })
  expect(found).toEqual([{ field: 'chosen version', before: 'nothing', after: 'b' }])
})

it('says both versions of a conflict as sentences', () => {
  const version_a_data = {
    presence_state: 'late',
    recorded_by_name: 'Mina Akter',
    recorded_at: 'noon',
    note: 'bus',
  }
  const version_b_data = { presence_state: null, recorded_by_name: 'Tariq', recorded_at: 'one', note: '' }
  expect(
    differences(null, { session_id: 29, version_a_data, version_b_data }, { names, zone: 'UTC' }),
  ).toEqual([
    { field: 'session', before: 'nothing', after: 'Daily register 7A' },
    { field: 'version A', before: 'nothing', after: 'Late, marked by Mina Akter at noon, note “bus”' },
    { field: 'version B', before: 'nothing', after: 'No mark, marked by Tariq at one' },
  ])
})
