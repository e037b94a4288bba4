/** A sign-in ends only when the server says so, and its end touches no mark. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createHttp } from '@/base/http'
import {
  keysOf,
  openProfile,
  readRefresh,
  readStatus,
  readTablet,
  recordMark,
  replaceRefresh,
  saveSignIn,
} from '@/store'
import { createApi, signIn, signOut } from '@/sync'
import { mina, type Rig, rig } from '../support/engine'
import { problem } from '../support/server'
import { wish } from '../support/tablets'

let here: Rig
beforeEach(async () => {
  here = await rig()
  await here.sync.syncNow()
})
afterEach(() => here.close())

const refreshes = () => here.server.seen.filter((one) => one.path.endsWith('/refresh')).length
const queue = () => here.store.db.ops.toArray()
const http = () =>
  createHttp({ base: 'http://server/api/v1', clock: here.time, timers: here.time, fetch: here.server.fetch })

test('an access token that ran out is renewed once and the request repeated', async () => {
  await here.mark(1, 'present')
  here.server.access = 'access-2'
  const before = refreshes()
  await here.sync.syncNow()
  expect(refreshes()).toBe(before + 1)
  expect((await readStatus(here.store)).waiting).toBe(0)
})

test('many requests at once share one renewal', async () => {
  here.server.access = 'access-2'
  const before = refreshes()
  await Promise.all(
    [1, 2, 3].map(() => here.api.request({ method: 'POST', path: '/sync', body: { ops: [], cursor: null } })),
  )
  expect(refreshes()).toBe(before + 1)
})

test('I30: a sign-in that the server ended keeps every op as it is, and marking goes on', async () => {
  await here.mark(1, 'present')
  const before = await queue()
  here.server.access = 'access-2'
  here.server.refresh = 'another family'
  await here.sync.syncNow()
  expect((await readStatus(here.store)).phase).toBe('signed_out')
  expect((await readTablet(here.tablet)).current).toMatchObject({ id: '1:7', signed_in: false })
  expect((await queue()).map((op) => ({ ...op, sent: 0, attempts: 0, batch_id: null }))).toEqual(before)
  await here.mark(2, 'late')
  expect(here.sync.status().nextIn).toBeNull()
  await saveSignIn(here.tablet, mina, 'another family', here.time.now())
  here.sync.start()
  here.sync.wake('signed_in')
  await here.pass(100)
  expect(await readStatus(here.store)).toMatchObject({ phase: 'idle', waiting: 0 })
})

test('I34: a renewal whose answer is lost again and again does not sign out', async () => {
  await here.mark(1, 'present')
  here.server.access = 'access-2'
  for (const fault of ['lose response', 'lose request', 'lose response'] as const) {
    here.server.fault = (request) => (request.path.endsWith('/refresh') ? fault : null)
    await here.sync.syncNow()
    expect((await readStatus(here.store)).phase).toBe('offline')
  }
  here.server.fault = () => null
  await here.sync.syncNow()
  expect((await readStatus(here.store)).waiting).toBe(0)
})

test.each([
  ['a proxy asks for a password', () => new Response('<html>', { status: 401 })],
  ['the server is busy', () => problem(503, 'unavailable')],
  ['the request is called malformed', () => problem(400, 'malformed')],
  ['a portal answers', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
])('the renewal does not sign out when %s', async (_name, answer) => {
  await here.mark(1, 'present')
  here.server.access = 'access-2'
  here.server.fault = (request) => (request.path.endsWith('/refresh') ? answer() : null)
  await here.sync.syncNow()
  expect((await readStatus(here.store)).phase).not.toBe('signed_out')
  expect(await readRefresh(here.tablet, '1:7')).toBe('refresh-1')
  expect(await here.store.db.attention.count()).toBe(0)
})

test('another tab was faster: its token is used, nobody is signed out', async () => {
  here.server.access = 'access-2'
  let first = true
  here.server.fault = (request) => {
    if (!request.path.endsWith('/refresh') || !first) return null
    first = false
    here.server.refresh = 'refresh-2'
    return 'lose request'
  }
  await here.sync.syncNow()
  await replaceRefresh(here.tablet, '1:7', 'refresh-1', 'refresh-2')
  await here.sync.syncNow()
  expect((await readStatus(here.store)).phase).toBe('idle')
})

test('the successor is on the disk before the access token is used', async () => {
  here.server.access = 'access-2'
  const kept: (string | null)[] = []
  const { fetch } = here.server
  const spying: typeof globalThis.fetch = async (input, init) => {
    const path = String(input)
    if (path.endsWith('/sync') && new Headers(init?.headers).get('authorization') === 'Bearer access-2') {
      kept.push(await readRefresh(here.tablet, '1:7'))
    }
    const answer = await fetch(input, init)
    if (!path.endsWith('/refresh')) return answer
    return new Response(JSON.stringify({ access: 'access-2', refresh: 'refresh-2' }), answer)
  }
  const door = createHttp({
    base: 'http://server/api/v1',
    clock: here.time,
    timers: here.time,
    fetch: spying,
  })
  const api = createApi({ http: door, tablet: here.tablet, locks: here.locks, profileId: '1:7' })
  await api.request({ method: 'POST', path: '/sync', body: { ops: [], cursor: null } })
  expect(kept).toEqual(['refresh-2'])
})

test('I31: the marks of one person are neither seen nor sent by another', async () => {
  await here.mark(1, 'present')
  const olga = { ...mina, id: 8, email: 'olga@example.com' }
  await saveSignIn(here.tablet, olga, 'refresh-olga', here.time.now())
  const store = openProfile('1:8', keysOf(here.tablet, '1:8'))
  expect(await store.db.ops.count()).toBe(0)
  await recordMark(store, { ...wish(2, 'late'), marked_by: 8 })
  expect((await queue()).map((op) => op.marked_by)).toEqual([7])
  expect((await store.db.ops.toArray()).map((op) => op.marked_by)).toEqual([8])
  store.close()
})

test('signing in keeps the profile; signing out keeps the marks, with or without network', async () => {
  const parts = { http: http(), tablet: here.tablet, clock: here.time }
  const credentials = { organization: 'school', email: 'mina@example.com', password: 'secret' }
  const answer = { access: 'access-1', refresh: 'refresh-9', user: mina }
  here.server.fault = () =>
    new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } })
  expect(await signIn(parts, credentials)).toMatchObject({
    ok: true,
    value: { access: 'access-1', profile: { id: '1:7' } },
  })
  expect(await readRefresh(here.tablet, '1:7')).toBe('refresh-9')
  await here.mark(1, 'present')
  here.server.fault = () => 'lose request'
  await signOut(parts, '1:7')
  expect(await readRefresh(here.tablet, '1:7')).toBeNull()
  expect((await queue()).length).toBe(1)
  expect(await signIn(parts, credentials)).toEqual({ ok: false, error: { kind: 'offline' } })
  here.server.fault = () => problem(401, 'invalid-credentials')
  const refused = { ok: false, error: { kind: 'refused', problem: { code: 'invalid_credentials' } } }
  expect(await signIn(parts, credentials)).toMatchObject(refused)
  here.server.fault = () => new Response('<html>', { headers: { 'content-type': 'text/html' } })
  expect(await signIn(parts, credentials)).toEqual({ ok: false, error: { kind: 'portal' } })
  here.server.fault = () => new Response('<h1>Bad Gateway</h1>', { status: 502 })
  expect(await signIn(parts, credentials)).toEqual({ ok: false, error: { kind: 'broken' } })
})
