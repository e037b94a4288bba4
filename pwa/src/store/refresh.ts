/** Fetches a list that is only read online and keeps it as last seen, so that its screen opens without a network too. */
import type { Clock } from '../base/clock'
import type { Answer, Ask, Reply } from '../base/http'
import type { Refreshed } from '../base/refreshed'
import type { Page } from '../base/resources'
import { readRemote, saveRemote } from './remote'
import type { Store } from './store'

/** Requests in the name of the signed-in person. */
export interface Asking {
  request(ask: Omit<Ask, 'access'>): Promise<Reply | { kind: 'signed_out' }>
}

export interface RefreshAsk {
  /** Under which name the screen watches it. */
  key: string
  /** Below the API's base address, with its query. */
  path: string
  /** Adds the answer behind what is kept: the next page. */
  append?: boolean
}

export async function refreshPage(
  store: Store,
  api: Asking,
  clock: Clock,
  ask: RefreshAsk,
): Promise<Refreshed> {
  const reply = await api.request({ method: 'GET', path: ask.path })
  if (reply.kind !== 'answer') return reply.kind
  const page = readPage(reply)
  if (page === null) return refused(reply)
  const kept = ask.append ? await keptPage(store, ask.key) : []
  const value: Page<unknown> = { ...page, results: [...kept, ...page.results] }
  await saveRemote(store, ask.key, value, clock.now())
  return 'fresh'
}

/** So many pages at the most: a server that leads in a circle ends somewhere. */
const MOST_PAGES = 100

/** All pages, kept as one when the last is there; until then, and where one is missing, what was kept stays. */
export async function refreshWhole(
  store: Store,
  api: Asking,
  clock: Clock,
  { key, path }: Omit<RefreshAsk, 'append'>,
): Promise<Refreshed> {
  const results: unknown[] = []
  let next: string | null = path
  for (let read = 0; next !== null && read < MOST_PAGES; read += 1) {
    const reply = await api.request({ method: 'GET', path: next })
    if (reply.kind !== 'answer') return reply.kind
    const page = readPage(reply)
    if (page === null) return refused(reply)
    results.push(...page.results)
    next = page.next && pathOfNext(page.next)
  }
  const value: Page<unknown> = { results, next: null, previous: null }
  await saveRemote(store, key, value, clock.now())
  return 'fresh'
}

/** The same for what is no list: the whole body is kept. `expected` is a field without which the body is not what was asked. */
export async function refreshBody(
  store: Store,
  api: Asking,
  clock: Clock,
  ask: Omit<RefreshAsk, 'append'> & { expected: string },
): Promise<Refreshed> {
  const reply = await api.request({ method: 'GET', path: ask.path })
  if (reply.kind !== 'answer') return reply.kind
  const body = reply.json
  if (reply.status !== 200 || typeof body !== 'object' || body === null || !(ask.expected in body))
    return refused(reply)
  await saveRemote(store, ask.key, body, clock.now())
  return 'fresh'
}

function refused(reply: Answer): Refreshed {
  if (reply.status === 401) return 'signed_out'
  if (reply.status === 404) return 'gone'
  return reply.status === 403 ? 'forbidden' : 'failed'
}

function readPage(reply: Answer): Page<unknown> | null {
  if (reply.status !== 200) return null
  const body = reply.json as Partial<Page<unknown>> | null | undefined
  if (!body || !Array.isArray(body.results)) return null
  return { results: body.results, next: text(body.next), previous: text(body.previous) }
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

async function keptPage(store: Store, key: string): Promise<unknown[]> {
  return (await readRemote<Page<unknown>>(store, key))?.value.results ?? []
}

/** The server names the next page by its full address; only what lies below the API's base is asked for. */
export function pathOfNext(next: string): string {
  const url = new URL(next, 'https://host')
  return url.pathname.replace(/^\/api\/v\d+/, '') + url.search
}
