import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import type { Reply } from '@/base/http'
import { type Asking, openProfile, openWhole, pathOfNext, readRemote, refreshPage } from '@/store'
import { KEYS } from '../support/tablets'

const clock = { now: () => 5000, monotonic: () => 0 }
const answering = (status: number, json: unknown): Asking => ({
  request: async (): Promise<Reply> => ({
    kind: 'answer',
    status,
    json,
    problem: null,
    header: () => null,
    sentAt: 0,
    receivedAt: 0,
    tookMs: 0,
    gzipped: false,
  }),
})
const page = (results: unknown[], next: string | null = null) => ({ results, next, previous: null })
const ask = { key: 'audit', path: '/audit-logs' }

it('keeps what was seen last when the server cannot be reached or talks nonsense', async () => {
  const store = openProfile('901:1', KEYS)
  expect(await refreshPage(store, answering(200, page([1, 2])), clock, ask)).toBe('fresh')
  const offline: Asking = { request: async () => ({ kind: 'offline', why: 'network' }) }
  expect(await refreshPage(store, offline, clock, ask)).toBe('offline')
  expect(await refreshPage(store, answering(200, { hello: 'portal' }), clock, ask)).toBe('failed')
  expect(await refreshPage(store, answering(403, {}), clock, ask)).toBe('forbidden')
  expect(await refreshPage(store, answering(404, {}), clock, ask)).toBe('gone')
  expect(await readRemote(store, 'audit')).toMatchObject({ value: page([1, 2]), saved_at: 5000 })
  store.close()
})

it('adds the next page behind what is kept, and asks only below the API', async () => {
  const store = openProfile('901:2', KEYS)
  await refreshPage(
    store,
    answering(200, page([1], 'https://host/api/v1/audit-logs?cursor=b&limit=1')),
    clock,
    ask,
  )
  await refreshPage(store, answering(200, page([2])), clock, { ...ask, append: true })
  expect((await readRemote<{ results: number[] }>(store, 'audit'))?.value.results).toEqual([1, 2])
  expect(pathOfNext('https://host/api/v1/audit-logs?cursor=b&limit=1')).toBe('/audit-logs?cursor=b&limit=1')
  store.close()
})

it('reads a list to its end, and keeps it only whole', async () => {
  const store = openProfile('901:3', KEYS)
  const pages = [page([1], 'https://host/api/v1/groups?cursor=b'), page([2])]
  const asked: string[] = []
  const api: Asking = {
    request: async ({ path }) => {
      asked.push(path)
      const body = pages[asked.length - 1]
      return body
        ? answering(200, body).request({ method: 'GET', path })
        : { kind: 'offline', why: 'network' }
    },
  }
  const list = openWhole<number>({ store, api, clock }, '/groups')
  await list.refresh()
  expect(asked).toEqual(['/groups', '/groups?cursor=b'])
  expect((await readRemote<{ results: number[] }>(store, 'whole /groups'))?.value.results).toEqual([1, 2])
  pages.push(page([3], 'https://host/api/v1/groups?cursor=c'))
  await list.refresh()
  expect(list.outcome.value).toBe('offline')
  expect((await readRemote<{ results: number[] }>(store, 'whole /groups'))?.value.results).toEqual([1, 2])
  store.close()
})
