import { beforeEach, expect, test } from 'vitest'
import { type Marked, readRoster, readStatus, recordMark, recordMarks, recordNote, undo } from '@/store'
import { freshDisk, LESSON, MINA, record, START, tablet, wish } from '../support/tablets'

beforeEach(() => void freshDisk())

const by = { marked_by: MINA, now: START + 9 }

test('a mark is shown as waiting over what the server said', async () => {
  const store = await tablet()
  await store.db.presence_records.put({ ...record(1, 'absent', 40), key: '100:1' })
  const { ops } = await recordMark(store, wish(1, 'present'))
  expect(ops[0]).toMatchObject({ seq_no: 1, base_version: 40, prev_op: null, status: 'queued', sent: 0 })
  const [row] = await readRoster(store, LESSON)
  expect(row).toMatchObject({ state: 'present', where: 'waiting', serverState: 'absent', base_version: 40 })
})

test('a mark is whole when it is written: who marked whom, in which session, and when', async () => {
  const store = await tablet()
  await recordMark(store, wish(1, 'late'))
  expect(await store.db.ops.toArray()).toMatchObject([
    { session: LESSON, participant: 1, state: 'late', marked_by: MINA, marked_at: START },
  ])
})

test('a tap on what is already shown makes nothing', async () => {
  const store = await tablet()
  await recordMark(store, wish(1, 'present'))
  const again = await recordMark(store, wish(1, 'present'))
  expect(again).toEqual({ ops: [], undo: { entries: [] } })
  expect(await store.db.ops.count()).toBe(1)
})

test('taps on a never sent mark become one op with its earlier values', async () => {
  const store = await tablet()
  const first = await recordMark(store, wish(1, 'present'))
  const second = await recordMark(store, wish(1, 'late', { note: 'bus', now: START + 5 }))
  expect(second.ops[0]).toMatchObject({
    op_id: first.ops[0]?.op_id,
    state: 'late',
    note: 'bus',
    edits: { count: 1, earlier: [{ state: 'present', note: '', marked_at: START }] },
  })
  expect(await store.db.ops.count()).toBe(1)
})

test('back to what the server says drops a never sent op', async () => {
  const store = await tablet()
  await recordMark(store, wish(1, 'present'))
  await recordMark(store, wish(1, null))
  expect(await store.db.ops.count()).toBe(0)
})

test('a sent mark is followed by a new op that names it and keeps its base', async () => {
  const store = await tablet()
  const { ops } = await recordMark(store, wish(1, 'present'))
  const sent = ops[0]?.op_id ?? ''
  await store.db.ops.update(sent, { sent: 1 })
  await store.db.presence_records.put({ ...record(1, 'absent', 77), key: '100:1' })
  const next = await recordMark(store, wish(1, 'late'))
  expect(next.ops[0]).toMatchObject({ prev_op: sent, base_version: 0, seq_no: 2 })
  expect(await store.db.ops.count()).toBe(2)
})

test('a note needs a state and keeps it', async () => {
  const store = await tablet()
  const note = { session: LESSON, participant: 1, note: 'tooth', marked_by: MINA, now: START }
  expect((await recordNote(store, note)).ops).toEqual([])
  await recordMark(store, wish(1, 'absent'))
  expect((await recordNote(store, note)).ops[0]).toMatchObject({ state: 'absent', note: 'tooth' })
  expect((await recordMark(store, wish(1, 'excused'))).ops[0]).toMatchObject({ note: 'tooth' })
})

test('everybody present: 500 marks in one transaction, numbered in order, undone at once', async () => {
  const store = await tablet(500)
  await recordMark(store, wish(3, 'absent'))
  const all = Array.from({ length: 500 }, (_, at) => wish(at + 1, 'present'))
  const marked = await recordMarks(store, all)
  expect(await store.db.ops.count()).toBe(500)
  const numbers = (await store.db.ops.orderBy('seq_no').toArray()).map((op) => op.seq_no)
  expect(numbers).toEqual(Array.from({ length: 500 }, (_, at) => at + 1))
  expect(await undo(store, marked.undo, by)).toEqual({ undone: 500, skipped: 0 })
  expect(await store.db.ops.toArray()).toMatchObject([
    { participant: 3, state: 'absent', edits: { count: 0 } },
  ])
  expect((await readStatus(store)).waiting).toBe(1)
})

test('one key twice in one batch is one op', async () => {
  const store = await tablet()
  const marked = await recordMarks(store, [wish(1, 'present'), wish(1, 'late')])
  expect(await store.db.ops.toArray()).toMatchObject([{ state: 'late', edits: { count: 1 } }])
  expect(await undo(store, marked.undo, by)).toEqual({ undone: 2, skipped: 0 })
  expect(await store.db.ops.count()).toBe(0)
})

test('undo of a sent mark is a new mark with the old value', async () => {
  const store = await tablet()
  const marked: Marked = await recordMark(store, wish(1, 'present'))
  await store.db.ops.toCollection().modify({ sent: 1, status: 'inflight' })
  await undo(store, marked.undo, by)
  const ops = await store.db.ops.orderBy('seq_no').toArray()
  expect(ops).toMatchObject([{ state: 'present' }, { kind: 'clear', state: null, prev_op: ops[0]?.op_id }])
})

test('undo leaves a key alone that changed since', async () => {
  const store = await tablet()
  const marked = await recordMarks(store, [wish(1, 'present'), wish(2, 'present')])
  await recordMark(store, wish(2, 'late'))
  expect(await undo(store, marked.undo, by)).toEqual({ undone: 1, skipped: 1 })
  expect(await store.db.ops.toArray()).toMatchObject([{ participant: 2, state: 'late' }])
})

test('undo leaves a key alone that came back to the same value by a newer mark', async () => {
  const store = await tablet()
  const send = () => store.db.ops.toCollection().modify({ sent: 1 })
  const marked = await recordMark(store, wish(1, 'present'))
  await send()
  await recordMark(store, wish(1, 'late'))
  await send()
  await recordMark(store, wish(1, 'present'))
  expect(await undo(store, marked.undo, by)).toEqual({ undone: 0, skipped: 1 })
  expect(await store.db.ops.count()).toBe(3)
})

test('undo of a change brings the op back as it was', async () => {
  const store = await tablet()
  const first = await recordMark(store, wish(1, 'present'))
  const second = await recordMark(store, wish(1, 'absent', { now: START + 5 }))
  await undo(store, second.undo, by)
  expect(await store.db.ops.toArray()).toEqual(first.ops)
  const third = await recordMark(store, wish(1, null))
  expect(await store.db.ops.count()).toBe(0)
  await undo(store, third.undo, by)
  expect(await store.db.ops.toArray()).toEqual(first.ops)
})
