import { expect, it } from 'vitest'
import { agenda, minutesLeft, ownFirst, waitLong } from '@/today/agenda'
import { safeWords } from '@/today/safe-words'

const now = Date.parse('2026-11-23T10:00:00Z')
const session = (
  name: string,
  start: string,
  end: string,
  actual: [string | null, string | null] = [null, null],
) => ({
  name,
  group_name: 'Class',
  scheduled_start_at: `2026-11-23T${start}:00Z`,
  scheduled_end_at: `2026-11-23T${end}:00Z`,
  actual_start_at: actual[0] && `2026-11-23T${actual[0]}:00Z`,
  actual_end_at: actual[1] && `2026-11-23T${actual[1]}:00Z`,
})
const names = (rows: { name: string }[]) => rows.map((row) => row.name)

it('parts a day into now, next, later and earlier', () => {
  const plan = agenda(
    [
      session('late', '12:00', '13:00'),
      session('next b', '10:30', '11:00'),
      session('on', '09:30', '10:30'),
      session('next a', '10:30', '12:00'),
      session('over', '08:00', '09:00'),
    ],
    now,
  )
  expect(names(plan.now)).toEqual(['on'])
  expect(names(plan.next)).toEqual(['next a', 'next b'])
  expect(names(plan.later)).toEqual(['late'])
  expect(names(plan.earlier)).toEqual(['over'])
})

it('believes what really happened more than the plan', () => {
  const early = session('started early', '11:00', '12:00', ['09:50', null])
  const ended = session('ended early', '09:00', '11:00', ['09:00', '09:40'])
  const plan = agenda([early, ended], now)
  expect(names(plan.now)).toEqual(['started early'])
  expect(names(plan.earlier)).toEqual(['ended early'])
})

it('begins at its first second and is over at its last', () => {
  const plan = agenda([session('begins', '10:00', '11:00'), session('ends', '09:00', '10:00')], now)
  expect(names(plan.now)).toEqual(['begins'])
  expect(names(plan.earlier)).toEqual(['ends'])
})

it('has what was started a moment ago on, though this screen’s time is behind', () => {
  const begun = session('begun', '10:00', '11:00', ['10:01', null])
  const ended = session('ended', '09:30', '10:30', ['09:30', '10:01'])
  const plan = agenda([begun, ended], now)
  expect([names(plan.now), names(plan.earlier)]).toEqual([['begun'], ['ended']])
})

it('puts one’s own groups first, the last one used before the others', () => {
  const rows = [1, 2, 3, 4].map((group) => ({ ...session(`${group}`, '10:00', '11:00'), group }))
  expect(names(ownFirst(rows, [3, 2]))).toEqual(['3', '2', '1', '4'])
})

it('counts the minutes until a session ends or begins', () => {
  expect(minutesLeft(session('on', '09:00', '10:25'), now)).toBe(25)
  expect(minutesLeft(session('next', '10:40', '11:00'), now)).toBe(40)
})

it('marks that have waited for three days are worth a word, younger ones are not', () => {
  const day = 24 * 3_600_000
  expect(waitLong(0, 3 * day)).toBe(true)
  expect(waitLong(0, 3 * day - 1)).toBe(false)
  expect(waitLong(null, 9 * day)).toBe(false)
})

it('says that marks go by themselves only where nothing but the network is missing', () => {
  const phases = ['idle', 'syncing', 'offline', 'error', 'signed_out', 'revoked', 'update_required'] as const
  expect(phases.filter((phase) => /by itself/.test(safeWords(phase, 1)))).toEqual(phases.slice(0, 4))
  for (const phase of phases) expect(safeWords(phase, 2)).toMatch(/^They are safe/)
})
