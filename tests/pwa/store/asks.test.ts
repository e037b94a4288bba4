import { expect, it } from 'vitest'
import type { Ask, Reply } from '@/base/http'
import { type Asking, ask, download, editing, poster, removing, uploader } from '@/store'

function answer(status: number, json: unknown, more: Partial<Reply & { kind: 'answer' }> = {}): Reply {
  const code = (json as { code?: string } | undefined)?.code
  const problem = code
    ? {
        title: '',
        status,
        detail: 'No.',
        code,
        errors: [{ pointer: '/name', code: 'required', detail: 'Needed.' }],
      }
    : null
  const around = { header: () => null, sentAt: 0, receivedAt: 0, tookMs: 0, gzipped: false }
  return { kind: 'answer', status, json, problem, ...around, ...more }
}

/** Gives the replies one after another, and remembers what it was asked. */
function scripted(...replies: Reply[]): Asking & { asked: Omit<Ask, 'access'>[] } {
  const asked: Omit<Ask, 'access'>[] = []
  return {
    asked,
    request: async (question) => {
      asked.push(question)
      return replies.shift() ?? { kind: 'offline', why: 'network' }
    },
  }
}

const keysOf = (api: ReturnType<typeof scripted>) => api.asked.map((one) => one.headers?.['Idempotency-Key'])

it('sends the same again under the same key after a lost answer, and under another after an answer', async () => {
  const api = scripted({ kind: 'offline', why: 'timeout' }, answer(201, { id: 1 }), answer(201, { id: 2 }))
  const post = poster(api)
  expect(await post('/users', { name: 'Nora' })).toMatchObject({ ok: false, error: { code: 'offline' } })
  expect(await post('/users', { name: 'Nora' })).toEqual({ ok: true, value: { id: 1 } })
  await post('/users', { name: 'Nora' })
  const [first, second, third] = keysOf(api)
  expect(first).toBe(second)
  expect(third).not.toBe(second)
})

it('keeps the key where a portal or a proxy answered, behind which the server may have done it', async () => {
  const api = scripted(answer(200, undefined), answer(504, undefined), answer(201, { id: 1 }))
  const post = poster(api)
  const portal = await post('/users', { name: 'Nora' })
  expect(portal).toMatchObject({ ok: false, error: { code: 'failed' } })
  expect(portal.ok || portal.error.message).toMatch(/^Something else answered/)
  const proxy = await post('/users', { name: 'Nora' })
  expect(proxy.ok || proxy.error.message).toMatch(/^The server has trouble/)
  expect(await post('/users', { name: 'Nora' })).toEqual({ ok: true, value: { id: 1 } })
  expect(new Set(keysOf(api)).size).toBe(1)
})

it.each([
  ['request_in_progress', 409],
  ['busy', 503],
])('keeps the key where the server says %s: the first try may yet be done', async (code, status) => {
  const api = scripted({ kind: 'offline', why: 'timeout' }, answer(status, { code }), answer(201, { id: 1 }))
  const post = poster(api)
  for (const _ of [1, 2, 3]) await post('/users', { name: 'Nora' })
  expect(new Set(keysOf(api)).size).toBe(1)
})

it('takes another key for another request', async () => {
  const api = scripted()
  const post = poster(api)
  await post('/users', { name: 'Nora' })
  await post('/users', { name: 'Noor' })
  const [first, second] = keysOf(api)
  expect(first).not.toBe(second)
})

it('hands on which fields were wrong', async () => {
  const asked = await ask(scripted(answer(422, { code: 'invalid_input' })), { method: 'GET', path: '/users' })
  expect(asked).toMatchObject({ ok: false, error: { code: 'invalid_input', errors: [{ pointer: '/name' }] } })
})

it('takes no page of a portal for an answer', async () => {
  const asked = await ask(scripted(answer(200, undefined)), { method: 'GET', path: '/users' })
  expect(asked.ok).toBe(false)
})

it.each([
  [7, '"7"'],
  ['2026-11-23T10:00:00.123456Z', '"1795428000123456"'],
  ['2026-11-23T10:00:00Z', '"1795428000000000"'],
])('changes and deletes %s only as it was seen', async (seen, etag) => {
  const api = scripted(answer(200, {}))
  await editing(api, '/users/1', seen, { name: 'Nora' })
  await removing(api, '/users/1', seen)
  expect(api.asked.map((one) => one.headers?.['If-Match'])).toEqual([etag, etag])
})

it('gives a file the name that the server has for it', async () => {
  const file = new Blob(['a,b'])
  const named = answer(200, undefined, { file, header: () => 'attachment; filename="school_today.csv"' })
  expect(await download(scripted(named), '/reports/today?format=csv')).toEqual({
    ok: true,
    value: { name: 'school_today.csv', file },
  })
})

it('deletes a row only as it was seen', async () => {
  const asked: unknown[] = []
  const request = async (question: unknown) => {
    asked.push(question)
    return answer(204, undefined)
  }
  expect(await removing({ request } as Asking, '/presence-states/7', 12)).toEqual({
    ok: true,
    value: undefined,
  })
  expect(asked).toEqual([{ method: 'DELETE', path: '/presence-states/7', headers: { 'If-Match': '"12"' } }])
})

it('sends a file again under the same key after a lost answer, and a corrected one under another', async () => {
  const api = scripted({ kind: 'offline', why: 'timeout' }, answer(201, { id: 1 }))
  const upload = uploader(api)
  const file = new File(['a,b'], 'list.csv')
  expect(await upload('/imports', file)).toMatchObject({ ok: false, error: { code: 'offline' } })
  expect(await upload('/imports', file)).toEqual({ ok: true, value: { id: 1 } })
  await upload('/imports', new File(['a,c'], 'list.csv'))
  const [first, second, third] = keysOf(api)
  expect(first).toBe(second)
  expect(third).not.toBe(second)
  expect(api.asked[0]?.form?.get('file')).toMatchObject({ name: 'list.csv' })
})
