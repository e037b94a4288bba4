import { beforeEach, expect, it, vi } from 'vitest'
import { activate, answer, cacheKey, cacheName, install } from '@/worker/precache'

/** Just enough of the browser's CacheStorage: `addAll` fetches everything or stores nothing. */
function cacheStorage(fetchFile: (url: string) => Promise<Response>) {
  const stores = new Map<string, Map<string, Response>>()
  const path = (key: RequestInfo) => (typeof key === 'string' ? key : new URL(key.url).pathname)
  const open = async (name: string) => {
    const store = stores.get(name) ?? new Map<string, Response>()
    stores.set(name, store)
    return {
      async addAll(requests: Request[]) {
        const files = await Promise.all(
          requests.map(async (one) => [path(one), await fetchFile(path(one))] as const),
        )
        for (const [key, file] of files) store.set(key, file)
      },
      match: async (key: RequestInfo) => store.get(path(key)),
    }
  }
  const caches = {
    open,
    keys: async () => [...stores.keys()],
    delete: async (name: string) => stores.delete(name),
  }
  return { stores, caches: caches as unknown as CacheStorage }
}

const precache = { version: 'v2', files: ['/', '/assets/app.js'] }
const get = (url: string, mode = 'no-cors', method = 'GET') => ({
  url: `https://tablet.example${url}`,
  mode,
  method,
})
const ORIGIN = 'https://tablet.example'

// The page's Request takes relative addresses, Node's does not.
class RelativeRequest extends Request {
  constructor(input: string, init?: RequestInit) {
    super(new URL(input, ORIGIN), init)
  }
}
beforeEach(() => vi.stubGlobal('Request', RelativeRequest))

it('stores the whole build', async () => {
  const { stores, caches } = cacheStorage(async () => new Response('file'))
  await install(caches, precache)
  expect([...(stores.get(cacheName('v2'))?.keys() ?? [])]).toEqual(precache.files)
})

it('stores nothing and fails when one file is missing, so that the old worker stays', async () => {
  const { stores, caches } = cacheStorage(async (url) => {
    if (url.endsWith('.js')) throw new TypeError('gone')
    return new Response('file')
  })
  await expect(install(caches, precache)).rejects.toThrow('gone')
  expect(stores.has(cacheName('v2'))).toBe(false)
})

it('removes builds before this one and nothing else', async () => {
  const { stores, caches } = cacheStorage(async () => new Response('file'))
  for (const name of [cacheName('v1'), cacheName('v2'), 'somebody else']) await caches.open(name)
  await activate(caches, precache)
  expect([...stores.keys()]).toEqual([cacheName('v2'), 'somebody else'])
})

it('never touches the API, other origins or anything that writes', () => {
  for (const url of ['/api/v1/sync', '/api', '/admin/', '/healthz', '/readyz', '/metrics'])
    expect(cacheKey(get(url), ORIGIN)).toBeNull()
  expect(cacheKey(get('/api/v1/docs', 'navigate'), ORIGIN)).toBeNull()
  expect(cacheKey(get('/', 'navigate', 'POST'), ORIGIN)).toBeNull()
  expect(cacheKey({ url: 'https://other.example/', mode: 'navigate', method: 'GET' }, ORIGIN)).toBeNull()
})

it('answers every page of the app with the shell and files with themselves', async () => {
  for (const url of ['/', '/sessions/12', '/review/3?x=1', '/apiary'])
    expect(cacheKey(get(url, 'navigate'), ORIGIN)).toBe('/')
  expect(cacheKey(get('/assets/app.js?x'), ORIGIN)).toBe('/assets/app.js')
})

it('answers from the cache without a network, and asks the network for what it does not know', async () => {
  const { caches } = cacheStorage(async (url) => new Response(`cached ${url}`))
  await install(caches, precache)
  vi.stubGlobal('fetch', async () => new Response('from the network'))
  const ask = (key: string) => answer(caches, precache, new Request(key), key).then((found) => found.text())
  expect(await ask('/assets/app.js')).toBe('cached /assets/app.js')
  expect(await ask('/unknown.png')).toBe('from the network')
})
