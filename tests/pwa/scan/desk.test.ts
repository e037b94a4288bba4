/** What a scan means and what it writes: the verdict is said after the disk has the mark, and never of a mark that failed. */
import { beforeEach, expect, test } from 'vitest'
import { openDesk, type Verdict } from '@/scan/desk'
import { anyMark, closedForGuests, closedForStaff, onlyAbsence } from '@/scan/verdict'
import { type RosterRow, readRoster, recordMark, type Store } from '@/store'
import { freshDisk, LESSON, lesson, MINA, participant, START, tablet, wish } from '../support/tablets'

let store: Store
let rows: RosterRow[]
let said: { verdict: Verdict; onDisk: number }[]
let closed: 'over' | 'early' | null
let state: string

beforeEach(async () => {
  freshDisk()
  store = await tablet(2)
  await store.db.participants.bulkPut([1, 2].map((id) => ({ ...participant(id), identifier: `S-${id}` })))
  await store.db.participants.put({ ...participant(9), identifier: 'S-9' })
  await store.db.groups.put({ id: 77, name: 'Chess', group_type: 'club', is_active: true } as never)
  await store.db.group_memberships.put({ id: 990, group: 77, participant: 9, joined_at: '', version: 1 })
  said = []
  closed = null
  state = 'present'
  await look()
})

const look = async () => {
  rows = await readRoster(store, LESSON)
}

function desk(guests = false) {
  const opened = openDesk({
    store,
    session: LESSON,
    userId: MINA,
    now: () => START,
    rows: () => rows,
    scene: () => ({ state, closed, mayChange: guests ? onlyAbsence : anyMark }),
    onVerdict: (verdict) => said.push({ verdict, onDisk: queued.length }),
    ...(guests ? { note: 'Self check-in' } : {}),
  })
  // What the disk has, counted by the store's own word that a transaction has ended.
  const queued: string[] = []
  store.onMarked(({ put }) => queued.push(...put.map((op) => op.op_id)))
  return {
    ...opened,
    scan: async (text: string) => {
      const verdict = await opened.scan({ text })
      await look()
      return verdict
    },
  }
}

const ops = () => store.db.ops.orderBy('seq_no').toArray()

test('a member is marked, and the verdict comes after the disk has it', async () => {
  expect(await desk().scan('S-1')).toMatchObject({ kind: 'marked', state: 'present', before: null })
  expect(said).toEqual([{ verdict: expect.objectContaining({ kind: 'marked' }), onDisk: 1 }])
  expect(await ops()).toMatchObject([{ kind: 'mark', participant: 1, state: 'present', marked_by: MINA }])
})

test('a second scan says when and by whom, and writes nothing', async () => {
  const one = desk()
  await one.scan('S-1')
  expect(await one.scan('s-1')).toMatchObject({ kind: 'already', state: 'present', at: START, by: 'me' })
  expect(await ops()).toHaveLength(1)
})

test('two scans of one badge in the same moment are one mark', async () => {
  const one = desk()
  const [first, second] = await Promise.all([one.scan('S-1'), one.scan('S-1')])
  expect(first.kind).toBe('marked')
  expect(second.kind).not.toBe('unsaved')
  expect(await ops()).toHaveLength(1)
})

test('another state changes the mark and says what it was', async () => {
  const one = desk()
  await one.scan('S-1')
  state = 'left'
  expect(await one.scan('S-1')).toMatchObject({ kind: 'marked', state: 'left', before: 'present' })
})

test('somebody of another group is found and added with one tap', async () => {
  const one = desk()
  const verdict = await one.scan('S-9')
  expect(verdict).toMatchObject({ kind: 'elsewhere', person: { id: 9, groups: ['Chess'] } })
  expect(await ops()).toEqual([])
  if (verdict.kind === 'elsewhere')
    expect(await one.add(verdict.person)).toMatchObject({ kind: 'marked', arrived: true })
  expect((await ops()).map((op) => op.kind)).toEqual(['walk_in', 'mark'])
})

test('an unknown code may become a new person with this identifier, whose badge is known at once', async () => {
  const one = desk()
  expect(await one.scan('X-5')).toEqual({ kind: 'unknown', code: 'X-5' })
  await one.addNew({ first_name: 'Zoë', last_name: 'van Dyk', identifier: 'X-5' })
  await look()
  expect(await one.scan('X-5')).toMatchObject({ kind: 'already', person: { first_name: 'Zoë' } })
})

test('after the end nothing is marked', async () => {
  closed = 'over'
  expect(await desk().scan('S-1')).toEqual({ kind: 'over' })
  expect(await ops()).toEqual([])
})

test('a mark that could not be stored is never called marked', async () => {
  const one = desk()
  store.db.ops.hook('creating', () => {
    throw new DOMException('No space left.', 'QuotaExceededError')
  })
  expect(await one.scan('S-1')).toMatchObject({ kind: 'unsaved', person: { id: 1 } })
  expect(said.map(({ verdict }) => verdict.kind)).toEqual(['unsaved'])
  expect(await ops()).toEqual([])
})

test('each scan is taken back by itself', async () => {
  const one = desk()
  await one.scan('S-1')
  await one.scan('S-2')
  const first = one.scans.value.at(-1)
  expect(first && (await one.undo(first))).toBe(true)
  expect((await ops()).map((op) => op.participant)).toEqual([2])
  expect(one.scans.value.map((scan) => scan.undone)).toEqual([false, true])
})

test('who checks in alone changes no mark of the staff but an absence, and the mark says so', async () => {
  await recordMark(store, wish(1, 'late'))
  await recordMark(store, wish(2, 'absent'))
  await look()
  const kiosk = desk(true)
  expect(await kiosk.scan('S-1')).toMatchObject({ kind: 'already', state: 'late' })
  expect(await kiosk.scan('S-2')).toMatchObject({ kind: 'marked', before: 'absent' })
  expect((await ops()).at(-1)).toMatchObject({ participant: 2, state: 'present', note: 'Self check-in' })
  await recordMark(store, { ...wish(2, 'absent'), note: 'ill' })
  await look()
  await kiosk.scan('S-2')
  expect((await ops()).at(-1)).toMatchObject({
    participant: 2,
    state: 'present',
    note: 'ill · Self check-in',
  })
})

test('guests check in from an hour before the start to the end, staff until somebody ended it', () => {
  const session = lesson()
  const at = (iso: string) => closedForGuests(session, Date.parse(iso))
  expect(at('2026-03-02T06:59:59Z')).toBe('early')
  expect(at('2026-03-02T07:00:00Z')).toBeNull()
  expect(at('2026-03-02T08:59:59Z')).toBeNull()
  expect(at('2026-03-02T09:00:00Z')).toBe('over')
  const early = { ...session, actual_start_at: '2026-03-02T06:00:00Z' }
  expect(closedForGuests(early, Date.parse('2026-03-02T06:30:00Z'))).toBeNull()
  const ended = { ...session, status: 'completed' as const, actual_end_at: '2026-03-02T08:30:00Z' }
  expect(closedForGuests(ended, Date.parse('2026-03-02T08:31:00Z'))).toBe('over')
  expect(closedForStaff(session)).toBeNull()
  expect(closedForStaff({ ...session, status: 'completed' })).toBeNull()
  expect(closedForStaff(ended)).toBe('over')
  expect(closedForGuests(null, START)).toBe('over')
})
