/** Somebody signs out or in while a renewal of the sign-in before is under way: what the person did last stands. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createHttp } from '@/base/http'
import { readRefresh, saveSignIn } from '@/store'
import { createApi, signOut } from '@/sync'
import { mina, type Rig, rig } from '../support/engine'
import { problem } from '../support/server'

let here: Rig
beforeEach(async () => {
  here = await rig()
  await here.sync.syncNow()
  here.server.access = 'access-2'
})
afterEach(() => here.close())

const NO_NETWORK: typeof fetch = () => Promise.reject(new TypeError('network'))
const http = (send: typeof fetch) =>
  createHttp({ base: 'http://server/api/v1', clock: here.time, timers: here.time, fetch: send })

/** Another page, which renews the sign-in; before it hears the answer, `deed` happens. */
async function whileRenewing(deed: () => Promise<unknown>, answers?: Response) {
  let done = false
  const slow: typeof fetch = async (input, init) => {
    const renews = String(input).endsWith('/refresh') && !done
    const answer = await here.server.fetch(input, init)
    if (!renews) return answer
    done = true
    await deed()
    return answers ?? answer
  }
  const api = createApi({ http: http(slow), tablet: here.tablet, locks: here.locks, profileId: '1:7' })
  api.useAccess('access-1')
  return api.request({ method: 'POST', path: '/sync', body: { ops: [], cursor: null } })
}
const anew = async () => {
  here.server.refresh = 'refresh-new'
  await saveSignIn(here.tablet, mina, 'refresh-new', here.time.now())
}

test('I30: who signs out without a network stays signed out: no renewal puts a token back', async () => {
  const answer = await whileRenewing(() => signOut({ http: http(NO_NETWORK), tablet: here.tablet }, '1:7'))
  expect(answer.kind).toBe('signed_out')
  expect(await readRefresh(here.tablet, '1:7')).toBeNull()
})

test('who signs in anew keeps that sign-in', async () => {
  const answer = await whileRenewing(anew)
  expect(answer).toMatchObject({ kind: 'answer', status: 200 })
  expect(await readRefresh(here.tablet, '1:7')).toBe('refresh-new')
})

test('the end of the sign-in before does not end the new one', async () => {
  const answer = await whileRenewing(anew, problem(401, 'session-ended'))
  expect(answer).toMatchObject({ kind: 'answer', status: 200 })
  expect(await readRefresh(here.tablet, '1:7')).toBe('refresh-new')
})
