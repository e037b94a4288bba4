import { effect } from '@preact/signals-core'
import { beforeEach, expect, test, vi } from 'vitest'
import {
  type QueueView,
  readStatus,
  recordMark,
  type Store,
  takeBatch,
  watchQueue,
  watchStatus,
} from '@/store'
import { freshDisk, tablet, wish } from '../support/tablets'

let store: Store
beforeEach(async () => {
  freshDisk()
  store = await tablet(5)
})

const conflict = (id: number, key: string) => {
  const version = { presence_state: 'late', note: '', recorded_at: null }
  const [session, person] = key.split(':').map(Number)
  return {
    id,
    key,
    open: 1,
    session,
    participant: person,
    version_a_data: version,
    version_b_data: version,
    created_at: '2026-11-23T08:00:00Z',
    version: id,
  }
}

test('lists every mark that the status counts, each once', async () => {
  const { ops } = await recordMark(store, wish(1, 'present'))
  const op = ops[0]
  if (!op) throw new Error('nothing was recorded')
  const row = { ...op, reason: null, detail: null, conflict_id: null, at: 1 }
  const key = (at: number) => `${op.session}:${at}`
  const questioned = { ...row, op_id: 'q', key: key(2), participant: 2, outcome: 'conflict', conflict_id: 7 }
  const refused = {
    ...row,
    op_id: 'r',
    key: key(3),
    participant: 3,
    outcome: 'rejected',
    reason: 'forbidden',
  }
  await store.db.attention.bulkPut([questioned, refused] as never)
  await store.db.sync_conflicts.bulkPut([conflict(7, key(2)), conflict(8, key(4))] as never)

  const queue = watchQueue(store)
  const status = watchStatus(store)
  let seen: QueueView | null = null
  const stop = effect(() => {
    seen = queue.value
    status.value
  })
  await vi.waitFor(() => expect(queue.value.loaded && status.value.refused === 1).toBe(true))
  const places = queue.value.marks.map((mark) => mark.where)
  expect(places.sort()).toEqual(['in_question', 'in_question', 'refused', 'waiting'])
  expect(status.value).toMatchObject({ waiting: 1, inQuestion: 2, refused: 1 })
  expect(queue.value.marks.find((mark) => mark.where === 'refused')?.reason).toContain('not allowed')
  expect(seen).toBe(queue.value)
  stop()
})

test('counts and lists one line for a person, however often they were marked', async () => {
  await recordMark(store, wish(1, 'present'))
  // It was on its way when the network ended: the next mark no longer takes its place in the queue.
  await takeBatch(store, () => ({ maxOps: 500, maxBytes: 200_000 }), 'b-1')
  await recordMark(store, wish(1, 'late'))
  await recordMark(store, wish(2, 'absent'))
  await recordMark(store, wish(1, 'excused'))
  const queue = watchQueue(store)
  const stop = effect(() => void queue.value)
  await vi.waitFor(() => expect(queue.value.loaded).toBe(true))
  const lines = queue.value.marks.map((mark) => [mark.state, mark.earlier])
  expect(lines).toEqual([
    ['absent', 0],
    ['excused', 1],
  ])
  expect(await readStatus(store)).toMatchObject({ waiting: 2, times: 0 })
  // Every one of them is sent, and is in the file.
  expect(queue.value).toMatchObject({ more: 0, unheard: 3 })
  stop()
})
