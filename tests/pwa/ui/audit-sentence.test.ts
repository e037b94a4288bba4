import { expect, it } from 'vitest'
import { mentioned, sentenceOf } from '@/ui/audit-sentence'
import { differences } from '@/ui/table-words'

const names = {
  participants: new Map([[17, 'Elias Eriksen']]),
  sessions: new Map([[29, 'Daily register 7A']]),
  states: new Map([['late', 'Late']]),
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

it('says the number where this tablet knows no name, and the plain fact for other tables', () => {
  const stranger = { ...log, new_values: { session_id: 3, participant_id: 4, presence_state: 'x' } }
  expect(sentenceOf(stranger, names)).toBe('marked participant 4 as x in session 3')
  expect(sentenceOf({ ...log, table_name: 'groups', new_values: { name: 'A' } }, names)).toBe(
    'created group number 5',
  )
  expect(mentioned([log, stranger])).toEqual({ participants: [17, 4], sessions: [29, 3] })
})

it('lists what differs between before and after, and says a state once', () => {
  const before = { note: '', presence_state: 'late', presence_state_id: 3 }
  const after = { note: 'bus', presence_state: 'absent', presence_state_id: 2 }
  expect(differences(before, after)).toEqual([
    { field: 'note', before: 'nothing', after: 'bus' },
    { field: 'presence state', before: 'late', after: 'absent' },
  ])
})
