import { type AddressInfo, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { createHttp } from '@/base/http'
import { uuid4, uuid7 } from '@/base/ids'
import { localLocks } from '@/base/locks'
import { readProblem } from '@/base/problems'
import { VirtualTime } from '../support/time'

const time = new VirtualTime(Date.parse('2026-03-02T08:00:00Z'))
const door = (fetch: typeof globalThis.fetch) =>
  createHttp({ base: 'http://server/api/v1', clock: time, timers: time, fetch })
const ask = { method: 'GET', path: '/me' } as const

test('ids are of their versions, and uuid7 begins with the time', () => {
  expect(uuid4()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  const id = uuid7(0x0123456789ab)
  expect(id).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(uuid7(1)).not.toBe(uuid7(1))
})

test('being offline, cut off or late is a value', async () => {
  const broken = door(async () => Promise.reject(new TypeError('no network')))
  expect(await broken.send(ask)).toEqual({ kind: 'offline', why: 'network' })
  const cut = door(
    async () => new Response(new ReadableStream({ pull: (stream) => stream.error(new Error('cut')) })),
  )
  expect(await cut.send(ask)).toEqual({ kind: 'offline', why: 'network' })
  const slow = door((_input, init) => new Promise((_, no) => init?.signal?.addEventListener('abort', no)))
  const reply = slow.send({ ...ask, timeoutMs: 5000 })
  await time.pass(5000, () => new Promise((resolve) => setImmediate(resolve)))
  expect(await reply).toEqual({ kind: 'offline', why: 'timeout' })
})

test('a line without TLS, and a port at which nobody listens, are like no network', async () => {
  const wrong = createServer((socket) => void socket.on('error', () => {}).end('HTTP/1.1 200 OK\r\n\r\n'))
  await new Promise<void>((resolve) => wrong.listen(0, '127.0.0.1', resolve))
  const { port } = wrong.address() as AddressInfo
  const real = (base: string) =>
    createHttp({ base, clock: time, timers: time, fetch: globalThis.fetch }).send(ask)
  expect(await real(`https://127.0.0.1:${port}`)).toEqual({ kind: 'offline', why: 'network' })
  wrong.close()
  expect(await real(`http://127.0.0.1:${port}`)).toEqual({ kind: 'offline', why: 'network' })
})

test('only what is called JSON and parses is read; problems are recognised', async () => {
  const page = door(async () => new Response('{"a":1}', { headers: { 'content-type': 'text/html' } }))
  expect(await page.send(ask)).toMatchObject({ status: 200, json: undefined, problem: null })
  const body = JSON.stringify({
    code: 'session-ended',
    title: 'Ended',
    detail: 'x',
    errors: [{ pointer: '/a' }],
  })
  const headers = { 'content-type': 'application/problem+json' }
  const refused = door(async () => new Response(body, { status: 401, headers }))
  const problem = { code: 'session_ended', status: 401, errors: [{ pointer: '/a', code: '', detail: '' }] }
  expect(await refused.send(ask)).toMatchObject({ problem })
  expect(readProblem(401, { detail: 'not ours' })).toBeNull()
})

test('requests carry no cookies, no cache and the token only in its header', async () => {
  const seen: { url: string; init: RequestInit | undefined }[] = []
  const spy = door(async (url, init) => {
    seen.push({ url: String(url), init })
    return new Response('{}', { headers: { 'content-type': 'application/json' } })
  })
  await spy.send({ ...ask, access: 'secret', method: 'POST', body: { text: 'x'.repeat(5000) }, gzip: true })
  expect(seen[0]?.url).toBe('http://server/api/v1/me')
  expect(seen[0]?.init).toMatchObject({ credentials: 'omit', cache: 'no-store' })
  expect(seen[0]?.init?.headers).toMatchObject({ authorization: 'Bearer secret', 'content-encoding': 'gzip' })
  const packed = seen[0]?.init?.body as ArrayBuffer | undefined
  expect(packed?.byteLength).toBeLessThan(500)
})

test('locks inside one process: one after the other, or not at all', async () => {
  const locks = localLocks()
  const order: string[] = []
  const first = locks.request('a', {}, async () => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    order.push('first')
  })
  const second = locks.request('a', {}, async () => void order.push('second'))
  expect(await locks.request('a', { ifAvailable: true }, async (held) => held)).toBe(false)
  expect(await locks.request('b', { ifAvailable: true }, async (held) => held)).toBe(true)
  await Promise.all([first, second])
  expect(order).toEqual(['first', 'second'])
  await expect(locks.request('a', {}, async () => Promise.reject(new Error('x')))).rejects.toThrow('x')
  expect(await locks.request('a', { ifAvailable: true }, async (held) => held)).toBe(true)
})
