/** A rescue file is read with care, cut into pieces that the server takes, and what comes back is told truthfully. */
import { expect, test } from 'vitest'
import { handIn, pieces, readRescueFile } from '@/device/fleet/rescue-file'
import type { Asking } from '@/store'

const FILE = {
  format: 'omnipresence-rescue',
  version: 1,
  exported_at: 5,
  device_id: 'd',
  exported_by: 7,
  organization: 1,
  ops: [{ op_id: 'a' }, { op_id: 'b' }],
  attention: [{}],
}
const read = (change: object) => readRescueFile(JSON.stringify({ ...FILE, ...change }), 1)

test('a file of this organization is read, with what had been answered already', () => {
  expect(read({})).toMatchObject({ ok: true, file: { device_id: 'd', exported_by: 7, answered: 1 } })
})

test.each([
  ['another format', { format: 'holiday' }, 'not a file with the marks'],
  ['a newer version', { version: 2 }, 'newer app'],
  ['another organization', { organization: 2 }, 'another organization'],
  ['no marks', { ops: null }, 'damaged'],
  ['no person', { exported_by: 'Mina' }, 'damaged'],
])('%s is refused in words', (_, change, words) => {
  expect(read(change)).toMatchObject({ ok: false, problem: expect.stringContaining(words) })
})

test('what is no JSON, or JSON of nothing, is refused in words', () => {
  for (const text of ['', 'PK', 'null', '[]', '5']) expect(readRescueFile(text, 1).ok).toBe(false)
})

test('pieces keep the order and stay below what the server takes', () => {
  const ops = Array.from({ length: 450 }, (_, n) => ({ n }))
  expect(pieces(ops).map((one) => one.length)).toEqual([200, 200, 50])
  expect(pieces(ops).flat()).toEqual(ops)
  const long = Array.from({ length: 3 }, () => 'x'.repeat(100_000))
  expect(pieces(long).length).toBe(3)
  expect(pieces([])).toEqual([])
})

/** Answers so often with results, then not any more. */
const server = (times: number): Asking => {
  let left = times
  return {
    request: async (ask) => {
      left -= 1
      if (left < 0) return { kind: 'offline', why: 'network' }
      const { ops } = ask.body as { ops: { op_id: string }[] }
      const results = ops.map(({ op_id }) => ({ op_id, outcome: 'applied' }))
      return { kind: 'answer', status: 200, json: { results }, problem: null } as never
    },
  }
}

test('a network that goes in between leaves the rest named, and nothing is said to be done that is not', async () => {
  const ops = Array.from({ length: 450 }, (_, n) => ({ op_id: String(n) }))
  const file = { device_id: 'd', exported_by: 7, exported_at: 0, ops, answered: 0 }
  const all: number[] = []
  expect(await handIn(server(9), file, (done) => all.push(done))).toMatchObject({ problem: null })
  expect(all).toEqual([200, 400, 450])
  const cut = await handIn(server(2), file, () => undefined)
  expect(cut.results.length).toBe(400)
  expect(cut.problem).toContain('cannot be reached')
})
