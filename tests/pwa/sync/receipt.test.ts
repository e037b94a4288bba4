/** What is here beside what the server holds; a stranger's answer is no receipt. */
import { expect, test } from 'vitest'
import { comparedWithServer, sessionReceipt } from '@/sync'
import { rig } from '../support/engine'
import { LESSON } from '../support/tablets'

const answer = (body: string) => new Response(body, { headers: { 'content-type': 'application/json' } })

test('both counts, and what still waits', async () => {
  const here = await rig()
  await here.sync.syncNow()
  await here.mark(1, 'present')
  await here.sync.syncNow()
  await here.mark(2, 'late')
  const receipt = { session: LESSON, records: 1, marked: 1, in_question: 0, by_device: [] }
  here.server.fault = (request) =>
    request.path.endsWith('/receipt') ? answer(JSON.stringify(receipt)) : null
  const both = await comparedWithServer(here.api, here.store, LESSON)
  expect(both).toEqual({ here: 2, waiting: 1, server: receipt })
  await here.close()
})

test.each(['<html>', '{}', '{"records":"1"}'])('%s is no receipt', async (body) => {
  const here = await rig()
  here.server.fault = (request) => (request.path.endsWith('/receipt') ? answer(body) : null)
  expect(await sessionReceipt(here.api, LESSON)).toBeNull()
  await here.close()
})
