import { describe, expect, it } from 'vitest'
import { countsOf } from '@/marking/counts'
import { filterRows, isRemaining, sizes } from '@/marking/filter'
import { wishForKey } from '@/marking/keys'
import { restWords } from '@/marking/rest'
import type { RosterRow } from '@/store'
import { lettersOf } from '@/ui/letters'

const row = (id: number, over: Partial<RosterRow> = {}): RosterRow => ({
  key: `1:${id}`,
  participant: { id, first_name: 'José', last_name: `Nr ${id}`, identifier: `S-${id}` },
  state: null,
  note: '',
  where: 'unmarked',
  reason: null,
  conflict: null,
  base_version: 0,
  marked_at: null,
  serverState: null,
  serverNote: '',
  attempted: undefined,
  again: false,
  refusedOp: null,
  ...over,
})
const state = (code: string, is_active = true) => ({ code, is_active })

describe('counts', () => {
  it('add up to everybody, also with inactive and unknown states', () => {
    const rows = ['present', 'present', 'gone', 'never heard of', null].map((code) => ({ state: code }))
    const counts = countsOf(rows, [
      state('present'),
      state('absent'),
      state('gone', false),
      state('old', false),
    ])
    const parts = counts.states.reduce((sum, one) => sum + one.count, 0) + counts.unmarked + counts.unknown
    expect(parts).toBe(counts.total)
    expect(counts.states.map((one) => [one.state.code, one.count])).toEqual([
      ['present', 2],
      ['absent', 0],
      ['gone', 1],
    ])
    expect(counts).toMatchObject({ total: 5, unmarked: 1, unknown: 1 })
  })
})

describe('letters', () => {
  it('are different for every state', () => {
    const labels = [
      'Present',
      'Parental leave',
      'Absent',
      'Late',
      'Left early',
      'Excused',
      'A',
      'P',
      'উপস্থিত',
      'A',
    ]
    const letters = lettersOf(labels.map((label, at) => ({ code: `c${at}`, label })))
    expect(new Set(letters.values()).size).toBe(labels.length)
    expect(letters.get('c0')).toBe('P')
    expect(letters.get('c4')).toBe('F')
  })

  it('are different in Bangla too, and each can be pressed, or the number of its place', () => {
    const labels = ['উপস্থিত', 'অনুপস্থিত', 'বিলম্বিত', 'অব্যাহতিপ্রাপ্ত', 'অসুস্থ', 'আগে চলে গেছে']
    const states = labels.map((label, at) => ({ code: `c${at}`, label }))
    const letters = lettersOf(states)
    expect(new Set(letters.values()).size).toBe(labels.length)
    for (const { code } of states) expect(wishForKey(letters.get(code) ?? '', states, letters)).toBe(code)
    for (const three of ['3', '৩', '٣']) expect(wishForKey(three, states, letters)).toBe('c2')
  })
})

describe('filters', () => {
  const rows = [
    row(1, { state: 'present', where: 'server' }),
    row(2),
    row(3, { state: 'late', where: 'waiting', conflict: {} as RosterRow['conflict'] }),
    row(4, { where: 'refused', attempted: 'late' }),
  ]
  const ids = (found: RosterRow[]) => found.map((one) => one.participant.id)

  it('show the unmarked, those in question and the refused', () => {
    expect(ids(filterRows(rows, 'unmarked', ''))).toEqual([2, 4])
    expect(ids(filterRows(rows, 'in_question', ''))).toEqual([3])
    expect(ids(filterRows(rows, 'refused', ''))).toEqual([4])
    expect(sizes(rows)).toEqual({ all: 4, unmarked: 2, in_question: 1, refused: 1 })
  })

  it('leave refused and questioned people out of "all present", but not those whose mark was cleared', () => {
    const cleared = row(5, { where: 'waiting', serverState: 'late' })
    const questioned = row(6, { where: 'in_question' })
    expect(ids([...rows, cleared, questioned].filter(isRemaining))).toEqual([2, 5])
  })

  it('work together with the search', () => {
    expect(ids(filterRows(rows, 'unmarked', 'jose 2'))).toEqual([2])
    expect(ids(filterRows(rows, 'all', 's-3'))).toEqual([3])
  })

  it('find a name that is written without spaces, in either order', () => {
    const wang = row(7, {
      participant: { id: 7, first_name: '小明', last_name: '王', identifier: '' },
    })
    for (const typed of ['王小明', '小明王', '王 小明', '小明', '王'])
      expect(ids(filterRows([...rows, wang], 'all', typed)), typed).toEqual([7])
  })
})

it('says that everybody is marked only where nobody is without a mark', () => {
  const refused = [
    row(1, { where: 'refused' }),
    row(2, { where: 'in_question' }),
    row(3, { state: 'present' }),
  ]
  const words = (rows: RosterRow[]) =>
    restWords(rows.filter(isRemaining).length, countsOf(rows, []).unmarked, 'Present')
  expect(words(refused)).toBe('The rest needs a look')
  expect(words([...refused, row(4)])).toBe('Mark 1 present')
  expect(words([row(3, { state: 'present' })])).toBe('Everybody is marked')
})
