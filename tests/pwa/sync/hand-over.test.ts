/** An op that the server cannot process ends in its tray, and leaves the queue only when it lies there. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readStatus } from '@/store'
import { type Rig, rig } from '../support/engine'
import { problem } from '../support/server'

// An hour and more of virtual time in each.
vi.setConfig({ testTimeout: 30_000 })

let here: Rig
beforeEach(async () => {
  here = await rig({ people: 9 })
  here.sync.start()
  await here.pass(100)
})
afterEach(() => here.close())

const attention = () => here.store.db.attention.toArray()
const offers = () => here.server.seen.filter((one) => one.path.endsWith('/sync/quarantine')).length
const sendings = (id: string) =>
  here.server.syncs.filter((one) => one.ops.length === 1 && one.ops[0]?.op_id === id).length

/** Eight marks, one of which breaks the server. */
async function poisoned(): Promise<string> {
  for (let person = 1; person <= 8; person += 1) await here.mark(person, 'present')
  const guilty = (await here.store.db.ops.orderBy('seq_no').toArray())[2]?.op_id ?? ''
  here.server.fault = (request) =>
    request.body.ops?.some((op) => op.op_id === guilty) ? problem(500, 'broken') : null
  return guilty
}

test('fails alone five times, then lies in the tray; the person sees that it is kept', async () => {
  here.server.tray = []
  const guilty = await poisoned()
  await here.pass(700_000)
  expect(sendings(guilty)).toBeGreaterThanOrEqual(5)
  expect(here.server.tray).toMatchObject([{ device_id: here.tablet.deviceId, op: { op_id: guilty } }])
  expect(await attention()).toMatchObject([{ op_id: guilty, outcome: 'quarantined' }])
  expect(await here.row(3)).toMatchObject({
    where: 'refused',
    reason: expect.stringContaining('administrator'),
  })
  expect(await readStatus(here.store)).toMatchObject({ waiting: 0 })
  expect(here.server.ledger.size).toBe(7)
})

test.each([
  ['the tray is broken', () => problem(500, 'broken')],
  ['the network goes', () => 'lose request' as const],
  ['a portal answers', () => new Response('<html>', { status: 200 })],
])(
  'I24: %s: the op stays on this tablet, the others go on, and it is offered again later',
  async (_name, trouble) => {
    here.server.tray = []
    const guilty = await poisoned()
    const { fault } = here.server
    here.server.fault = (request, count) =>
      request.path.endsWith('/sync/quarantine') ? trouble() : fault(request, count)
    await here.pass(700_000)
    expect(here.server.tray).toEqual([])
    expect(await attention()).toMatchObject([{ op_id: guilty, outcome: 'set_aside' }])
    expect(here.server.ledger.size).toBe(7)
    expect(here.server.syncs.at(-1)?.waiting).toMatchObject({ quarantined: 1 })
    here.server.fault = fault
    const before = offers()
    await here.pass(3_600_000)
    expect(offers()).toBe(before + 1)
    expect(await attention()).toMatchObject([{ op_id: guilty, outcome: 'quarantined' }])
    await here.pass(7_200_000)
    expect(offers()).toBe(before + 1)
  },
)
