/** A network whose moods follow from a seed: what it does to a request is decided by the seed and by how many came before. */
import type { TimerId } from '@/base/clock'
import type { VirtualTime } from '../pwa/support/time'

const MOODS = [
  'lose request',
  'lose response',
  'send twice',
  'cut the answer',
  'answer late',
  'captive portal',
  'bad gateway',
  'busy',
  'too many',
] as const

/** A small generator of good enough numbers (mulberry32): the same seed, the same storm. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ type: `urn:omnipresence:problem:${code}`, title: code, status, code }), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  })

export class Weather {
  /** How many of a hundred requests meet trouble. */
  storm = 0
  /** Requests that are at the server just now. */
  atServer = 0
  /** Requests that wait for virtual time. */
  late = 0
  readonly moods: string[] = []
  private readonly time: VirtualTime
  private readonly random: () => number

  constructor(time: VirtualTime, seed: number) {
    this.time = time
    this.random = seeded(seed)
  }

  fetch: typeof fetch = async (input, init) => {
    const mood = this.random() * 100 < this.storm ? MOODS[Math.floor(this.random() * MOODS.length)] : null
    this.moods.push(mood ?? 'fine')
    switch (mood) {
      case 'lose request':
        throw new TypeError('lost on the way there')
      case 'captive portal':
        return new Response('<html>Welcome!</html>', { headers: { 'content-type': 'text/html' } })
      case 'bad gateway':
        return new Response('<html>502</html>', { status: 502, headers: { 'content-type': 'text/html' } })
      case 'busy':
        return problem(503, 'busy', { 'retry-after': '3' })
      case 'too many':
        return problem(429, 'throttled', { 'retry-after': '5' })
    }
    const answer = await this.ask(input, init)
    if (mood === 'send twice') return this.ask(input, init)
    if (mood === 'lose response') throw new TypeError('lost on the way back')
    if (mood === 'cut the answer') return cut(answer, this.random())
    if (mood === 'answer late') await this.delay(init?.signal)
    return answer
  }

  /** The whole exchange with the real server, body included; a timeout of virtual time does not cut it. */
  private async ask(input: Parameters<typeof fetch>[0], init: RequestInit | undefined): Promise<Response> {
    this.atServer += 1
    try {
      const answer = await fetch(input, { ...init, signal: null })
      return new Response(await answer.arrayBuffer(), { status: answer.status, headers: answer.headers })
    } finally {
      this.atServer -= 1
    }
  }

  /** Up to half a minute: sometimes longer than the engine waits. */
  private async delay(signal: AbortSignal | null | undefined): Promise<void> {
    this.late += 1
    const gaveUp = await new Promise<boolean>((resolve) => {
      const timer: TimerId = this.time.set(() => resolve(false), Math.round(this.random() * 30_000))
      signal?.addEventListener('abort', () => {
        this.time.clear(timer)
        resolve(true)
      })
    })
    this.late -= 1
    if (gaveUp) throw new DOMException('aborted', 'AbortError')
  }
}

/** The connection ends somewhere in the body, and nobody says so. */
async function cut(answer: Response, where: number): Promise<Response> {
  const text = await answer.text()
  const headers = { 'content-type': answer.headers.get('content-type') ?? '' }
  return new Response(text.slice(0, Math.floor(text.length * where)), { status: answer.status, headers })
}
