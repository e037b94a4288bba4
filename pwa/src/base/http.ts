/** The only door to the network. Being offline, late or cut off is a value, never an exception. */
import type { Clock, Timers } from './clock'
import { type Problem, readProblem } from './problems'

export interface Ask {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** Below the base address, starting with a slash. */
  path: string
  body?: unknown
  /** In place of a body: fields and files, which the browser parts by a boundary of its own. */
  form?: FormData
  access?: string | null
  headers?: Record<string, string>
  timeoutMs?: number
  /** Compress a large body when the runtime can. */
  gzip?: boolean
  /** The answer is a file to hand on, not JSON to read. */
  file?: boolean
}

export interface Answer {
  kind: 'answer'
  status: number
  /** The parsed body, only when the server called it JSON and it was; otherwise undefined. */
  json: unknown
  problem: Problem | null
  /** The body of a success, where a file was asked for. */
  file?: Blob
  header(name: string): string | null
  /** Wall-clock milliseconds around the exchange, for measuring the clock's offset. */
  sentAt: number
  receivedAt: number
  /** The same exchange on the clock that never jumps. */
  tookMs: number
  gzipped: boolean
}

export interface Offline {
  kind: 'offline'
  why: 'network' | 'timeout'
}

export type Reply = Answer | Offline

export interface Http {
  send(ask: Ask): Promise<Reply>
}

export interface HttpParts {
  /** For instance `https://host/api/v1` or `/api/v1`. */
  base: string
  clock: Clock
  timers: Timers
  /** The runtime's fetch unless a test scripts one. */
  fetch?: typeof fetch
}

const DEFAULT_TIMEOUT = 15_000
const GZIP_FROM = 1024

export function createHttp(parts: HttpParts): Http {
  return { send: (ask) => exchange(parts, ask) }
}

async function exchange(parts: HttpParts, ask: Ask): Promise<Reply> {
  const { clock, timers } = parts
  const abort = new AbortController()
  let late = false
  const timer = timers.set(() => {
    late = true
    abort.abort()
  }, ask.timeoutMs ?? DEFAULT_TIMEOUT)
  try {
    const call = await prepare(ask, abort.signal)
    const sentAt = clock.now()
    const began = clock.monotonic()
    const response = await (parts.fetch ?? fetch)(parts.base + ask.path, call.init)
    const file = ask.file && response.ok ? await response.blob() : null
    const text = file ? '' : await response.text()
    const receivedAt = clock.now()
    const json = asJson(response.headers.get('content-type'), text)
    return {
      kind: 'answer',
      status: response.status,
      json,
      problem: response.ok ? null : readProblem(response.status, json),
      ...(file ? { file } : {}),
      header: (name) => response.headers.get(name),
      sentAt,
      receivedAt,
      tookMs: clock.monotonic() - began,
      gzipped: call.gzipped,
    }
  } catch {
    return { kind: 'offline', why: late ? 'timeout' : 'network' }
  } finally {
    timers.clear(timer)
  }
}

async function prepare(ask: Ask, signal: AbortSignal): Promise<{ init: RequestInit; gzipped: boolean }> {
  const headers: Record<string, string> = { accept: ask.file ? '*/*' : 'application/json', ...ask.headers }
  if (ask.access) headers.authorization = `Bearer ${ask.access}`
  let body: BodyInit | undefined = ask.form
  let gzipped = false
  if (ask.body !== undefined) {
    const text = JSON.stringify(ask.body)
    headers['content-type'] = 'application/json'
    gzipped = ask.gzip === true && text.length > GZIP_FROM && typeof CompressionStream === 'function'
    if (gzipped) headers['content-encoding'] = 'gzip'
    body = gzipped ? await gzip(text) : text
  }
  // No cookies and no caches: an answer from a cache could carry an old cursor.
  const init: RequestInit = {
    method: ask.method,
    headers,
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'follow',
    signal,
  }
  if (body !== undefined) init.body = body
  return { init, gzipped }
}

async function gzip(text: string): Promise<ArrayBuffer> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Response(packed).arrayBuffer()
}

/** Captive portals answer 200 with a page: only what is called JSON and parses counts. */
function asJson(contentType: string | null, text: string): unknown {
  const type = (contentType ?? '').replace(/;.*$/s, '').trim().toLowerCase()
  if (type !== 'application/json' && type !== 'application/problem+json') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
