/** What the service worker does with its caches, apart from the worker's events so that it can be tested. */

export const PREFIX = 'omnipresence-app-'

export interface Precache {
  /** Content hash over every file of this build. */
  version: string
  /** Absolute paths of every file of this build. */
  files: readonly string[]
}

export const cacheName = (version: string): string => PREFIX + version

/**
 * Fetches the whole build into a cache of its own. All or nothing: one failed file removes the cache and fails the installation,
 * so that a worker never takes over with half an app. Past the HTTP cache, because a stale chunk would not fit the new page.
 */
export async function install(caches: CacheStorage, precache: Precache): Promise<void> {
  const name = cacheName(precache.version)
  try {
    const cache = await caches.open(name)
    await cache.addAll(precache.files.map((file) => new Request(file, { cache: 'reload' })))
  } catch (error) {
    await caches.delete(name)
    throw error
  }
}

/** Removes the builds before this one; caches that are not ours stay. */
export async function activate(caches: CacheStorage, precache: Precache): Promise<void> {
  const current = cacheName(precache.version)
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== current)
  await Promise.all(old.map((name) => caches.delete(name)))
}

// The server's own pages and data. Nothing of them may ever be stored in or answered from a cache.
const SERVER_PATHS = /^\/(api|admin|healthz|readyz|metrics|static)(\/|$)/

/** Every page is this one. Servers send `/index.html` on to it, and a browser refuses a redirected answer for a page. */
const SHELL = '/'

/** The key under which the cache answers a request, or null when the worker must not touch it. */
export function cacheKey(
  request: { method: string; mode: string; url: string },
  origin: string,
): string | null {
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== origin || SERVER_PATHS.test(url.pathname)) return null
  return request.mode === 'navigate' ? SHELL : url.pathname
}

/** Answers from this build's cache; a file that it does not know goes to the network as if there were no worker. */
export async function answer(
  caches: CacheStorage,
  precache: Precache,
  request: Request,
  key: string,
): Promise<Response> {
  const cache = await caches.open(cacheName(precache.version))
  return (await cache.match(key)) ?? fetch(request)
}
