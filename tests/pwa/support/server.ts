/** A small server in memory with faults on order: for what a real server cannot be made to do at the right moment. The rules
 * are those of docs/sync.md; tests/convergence runs the same engine against the real server. */

import type {
  Change,
  OpResult,
  PresenceRecord,
  Session,
  SyncConflict,
  SyncRequest,
  WireOp,
} from '@/base/wire'
import { callerOf, isOther, maySend } from './callers'
import { header, readBody } from './requests'
import { carriedBy } from './scope'

export type Fault = 'lose request' | 'lose response' | 'hang' | Response | null
export interface Seen {
  path: string
  body: SyncRequest & { refresh?: string }
  access: string | null
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json', ...headers },
  })

export const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  json(status, { type: `urn:omnipresence:problem:${code}`, title: code, status, detail: '', code }, headers)

interface Head {
  version: number
  record: PresenceRecord | null
  frozen: number
}

export class ModelServer {
  readonly seen: Seen[] = []
  readonly ledger = new Map<string, { content: string; result: string }>()
  readonly heads = new Map<string, Head>()
  readonly conflicts = new Map<number, SyncConflict>()
  readonly feed = new Map<string, Change>()
  readonly now: () => number
  version = 0
  /** Highest number of a person. */
  people = 8000
  sessions = 300
  epoch = 'epoch-1'
  scope = 'scope-1'
  page = 1000
  access = 'access-1'
  refresh = 'refresh-1'
  backoff = 0
  protocol = 2
  notice: unknown = null
  twin = false
  /** Where ops lie that nobody could process; null: an older server without a tray. */
  tray: unknown[] | null = null
  /** Requests that are left without an answer just now. */
  hanging = 0
  /** How many operations it takes in one request. */
  maxOps = 500
  /** Asked for each request; what it returns happens instead of or after the answer. */
  fault: (request: Seen, count: number) => Fault = () => null
  /** The reply may be bent before it is sent. */
  bend: (reply: Record<string, unknown>) => unknown = (reply) => reply
  /** Sees the bare request before anything is read. */
  gate: (init?: RequestInit) => Response | null = () => null
  constructor(now: () => number) {
    this.now = now
  }

  fetch: typeof fetch = async (input, init) => {
    const refused = this.gate(init)
    if (refused) return refused
    const path = new URL(String(input), 'http://server').pathname
    const request: Seen = { path, body: await readBody(init), access: header(init, 'authorization') }
    this.seen.push(request)
    const fault = this.fault(request, this.seen.length)
    if (fault === 'lose request') throw new TypeError('network')
    if (fault === 'hang') return this.hang(init?.signal)
    if (fault instanceof Response) return fault
    const answer = this.answer(request)
    if (fault === 'lose response') throw new TypeError('network')
    return answer
  }

  /** Answers never, until the tablet gives up. */
  private async hang(signal: AbortSignal | null | undefined): Promise<Response> {
    this.hanging += 1
    await new Promise((resolve) => signal?.addEventListener('abort', resolve))
    this.hanging -= 1
    throw new Error('aborted')
  }

  get syncs(): SyncRequest[] {
    return this.seen.filter((one) => one.path.endsWith('/sync')).map((one) => one.body)
  }

  private answer(request: Seen): Response {
    if (request.path.endsWith('/auth/token/refresh')) return this.renew(request.body.refresh)
    if (request.access !== `Bearer ${this.access}` && !isOther(request.access))
      return problem(401, 'not-authenticated')
    if (request.path.endsWith('/sync/quarantine')) return this.keep(request.body)
    const { body } = request
    const results = body.ops.map((op) =>
      maySend(op, request.access) ? this.once(op) : outcome(op, 'retry', 0, { reason: 'needs_author' }),
    )
    return json(200, this.bend({ ...this.pull(body), results }))
  }

  private keep(body: unknown): Response {
    if (!this.tray) return problem(404, 'not-found')
    this.tray.push(body)
    return json(201, { id: this.tray.length })
  }

  private renew(token: string | undefined): Response {
    if (isOther(token)) return json(200, { access: `access-user-${callerOf(token)}`, refresh: token })
    return token === this.refresh
      ? json(200, { access: this.access, refresh: this.refresh })
      : problem(401, 'session-ended')
  }

  private once(op: WireOp): OpResult {
    const { prev_gone: _, grant: __, acked_version: ___, ...content } = op
    const before = this.ledger.get(op.op_id)
    if (before && before.content !== JSON.stringify(content))
      return outcome(op, 'rejected', 0, { reason: 'op_id_reused' })
    if (before) return JSON.parse(before.result)
    const result = this.decide(op)
    if (result.outcome !== 'retry') {
      this.ledger.set(op.op_id, { content: JSON.stringify(content), result: JSON.stringify(result) })
    }
    return result
  }

  private decide(said: WireOp): OpResult {
    if (said.kind === 'session_create') return this.makeSession(said)
    if (said.kind === 'session_undo' && (said.session as { ref?: string }).ref === said.prev_op)
      return this.unmakeSession(said)
    const session = this.sessionOf(said)
    if (typeof session !== 'number') return session
    const op = { ...said, session }
    if (op.kind === 'walk_in') return this.walkIn(op)
    if (op.kind === 'session_start' || op.kind === 'session_end') return this.sessionTime(op)
    if (op.kind === 'session_undo') return this.sessionAgain(op)
    if (typeof op.participant === 'number') return this.mark(op, op.participant)
    const made = this.ledger.get(op.participant?.ref ?? '')
    const participant = made ? (JSON.parse(made.result) as OpResult).participant : null
    if (!made) return outcome(op, 'retry', 0, { reason: 'missing_ref' })
    if (participant === null) return outcome(op, 'rejected', 0, { reason: 'unknown_participant' })
    return { ...this.mark(op, participant), participant }
  }

  /** The number of the session that an op is about, or how the op ends because there is none. */
  private sessionOf(op: WireOp): number | OpResult {
    if (typeof op.session === 'number') return op.session
    const made = this.ledger.get(op.session?.ref ?? '')
    if (!made) return outcome(op, 'retry', 0, { reason: 'missing_ref' })
    const { session } = JSON.parse(made.result) as OpResult
    return session ?? outcome(op, 'rejected', 0, { reason: 'session_refused' })
  }

  private makeSession(op: WireOp): OpResult {
    if (!this.feed.has(`group ${op.group}`)) return outcome(op, 'rejected', 0, { reason: 'unknown_group' })
    this.sessions += 1
    const id = this.sessions
    const { group = 0, name = '', starts_at = 0, ends_at = 0 } = op
    const row = { id, group, name, actual_start_at: null, actual_end_at: null, status: 'scheduled' }
    const version = this.put('session', String(id), {
      ...row,
      scheduled_start_at: new Date(starts_at).toISOString(),
      scheduled_end_at: new Date(ends_at).toISOString(),
    })
    return outcome(op, 'applied', version, { session: id })
  }

  /** Takes back that a session was made at all, where nobody is marked in it and it has not ended. */
  private unmakeSession(op: WireOp): OpResult {
    const made = this.ledger.get(op.prev_op ?? '')
    if (!made) return outcome(op, 'retry', 0, { reason: 'missing_ref' })
    const { session: id } = JSON.parse(made.result) as OpResult
    const row = this.feed.get(`session ${id}`)?.data as Session | null | undefined
    if (!row) return outcome(op, 'same', 0)
    const marked = [...this.heads].some(([key, head]) => key.startsWith(`${id}:`) && head.record)
    if (marked || row.actual_end_at) return outcome(op, 'rejected', 0, { reason: 'session_in_use' })
    return outcome(op, 'applied', this.put('session', String(id), null))
  }

  private walkIn(op: WireOp): OpResult {
    const session = this.feed.get(`session ${op.session}`)?.data as Session | undefined
    if (!session) return outcome(op, 'rejected', 0, { reason: 'unknown_session' })
    if (typeof op.participant === 'number') return this.join(op, session.group, op.participant)
    this.people += 1
    const id = this.people
    const { first_name = '', last_name = '', identifier } = op
    const person = { id, external_id: null, first_name, last_name, is_active: true }
    const version = this.put('participant', String(id), {
      ...person,
      identifier: identifier ?? `W-${op.op_id.slice(0, 8).toUpperCase()}`,
    })
    const link = { id, group: session.group, participant: id, joined_at: '2026-03-02' }
    this.put('group_membership', String(id), link)
    return outcome(op, 'applied', version, { participant: id })
  }

  private join(op: WireOp, group: number, participant: number): OpResult {
    if (!this.feed.has(`participant ${participant}`))
      return outcome(op, 'rejected', 0, { reason: 'unknown_participant' })
    const link = { id: 5000 + participant, group, participant, joined_at: '2026-03-02' }
    const version = this.put('group_membership', String(link.id), link)
    return outcome(op, 'applied', version, { participant })
  }

  private sessionTime(op: WireOp): OpResult {
    const session = this.feed.get(`session ${op.session}`)?.data as Session | undefined
    if (!session) return outcome(op, 'rejected', 0, { reason: 'unknown_session' })
    const at = new Date(op.marked_at).toISOString()
    const ends = op.kind === 'session_end'
    if (ends ? session.actual_end_at : session.actual_start_at) return outcome(op, 'same', session.version)
    const times = ends
      ? { actual_start_at: session.actual_start_at ?? at, actual_end_at: at, status: 'completed' }
      : { actual_start_at: at, status: 'in_progress' }
    return outcome(op, 'applied', this.put('session', String(session.id), { ...session, ...times }))
  }

  /** Takes back what the named op wrote, where nothing else was written since. */
  private sessionAgain(op: WireOp): OpResult {
    const session = this.feed.get(`session ${op.session}`)?.data as Session | undefined
    const said = this.ledger.get(op.prev_op ?? '')
    if (!session || !said) return outcome(op, 'retry', 0, { reason: 'missing_prev' })
    const { version } = JSON.parse(said.result) as OpResult
    if (version !== session.version) return outcome(op, 'rejected', 0, { reason: 'changed_since' })
    const ended = (JSON.parse(said.content) as WireOp).kind === 'session_end'
    const times = ended
      ? { actual_end_at: null, status: 'in_progress' }
      : { actual_start_at: null, status: 'scheduled' }
    return outcome(op, 'applied', this.put('session', String(session.id), { ...session, ...times }))
  }

  private mark(op: WireOp, participant: number): OpResult {
    if (op.state === 'unknown') return outcome(op, 'rejected', 0, { reason: 'unknown_state' })
    const key = `${op.session}:${participant}`
    const head = this.heads.get(key) ?? { version: 0, record: null, frozen: 0 }
    const { record: current } = head
    const wanted = op.kind === 'clear' ? null : (op.state ?? null)
    const same = current
      ? current.presence_state === wanted && current.note === (op.note ?? '')
      : wanted === null
    if (same) return outcome(op, 'same', head.version, { current })
    const prev = op.prev_op ? this.ledger.get(op.prev_op) : undefined
    if (op.prev_op && !prev && !op.prev_gone)
      return outcome(op, 'retry', head.version, { reason: 'missing_prev' })
    const before = prev ? (JSON.parse(prev.result) as OpResult) : null
    const chained = before && ['applied', 'same'].includes(before.outcome) && before.version === head.version
    const based = op.base_version === head.version || (op.base_version === 0 && current === null)
    if (head.frozen > 0 || !(chained || (based && !op.prev_gone))) return this.question(op, participant, head)
    return outcome(op, 'applied', this.write(key, wanted, op))
  }

  private question(op: WireOp, participant: number, head: Head): OpResult {
    const id = this.conflicts.size + 1
    const mine = { presence_state: op.state ?? null, note: op.note, op_id: op.op_id }
    const conflict = {
      id,
      session: op.session,
      participant,
      version_a_data: { presence_state: head.record?.presence_state ?? null, note: head.record?.note ?? '' },
      version_b_data: mine,
      chosen_version: null,
      resolved_with_id: null,
      resolved_at: null,
      resolved_by: null,
      created_at: '',
    } as unknown as SyncConflict
    const key = `${op.session}:${participant}`
    this.heads.set(key, { ...head, frozen: head.frozen + 1 })
    this.put('sync_conflict', String(id), conflict)
    this.conflicts.set(id, conflict)
    return outcome(op, 'conflict', head.version, { conflict_id: id, current: head.record })
  }

  /** Somebody else writes, or a decision is made. */
  write(key: string, state: string | null, by: { note?: string; marked_by?: number } = {}): number {
    const [session, participant] = key.split(':').map(Number) as [number, number]
    const record: PresenceRecord | null =
      state === null
        ? null
        : {
            id: 9000 + participant,
            session,
            participant,
            presence_state: state,
            recorded_at: '2026-03-02T08:05:00.000000Z',
            recorded_by: by.marked_by ?? 99,
            source_device_id: '',
            note: by.note ?? '',
            version: 0,
          }
    const version = this.put('presence_record', key, record)
    this.heads.set(key, {
      version,
      record: record && { ...record, version },
      frozen: this.heads.get(key)?.frozen ?? 0,
    })
    return version
  }

  resolve(id: number, chosen: 'a' | 'b'): void {
    const conflict = this.conflicts.get(id)
    if (!conflict) throw new Error(`no conflict ${id}`)
    const key = `${conflict.session}:${conflict.participant}`
    const side = chosen === 'a' ? conflict.version_a_data : conflict.version_b_data
    const head = this.heads.get(key)
    if (head) head.frozen = 0
    this.write(key, side.presence_state, { note: side.note })
    this.put('sync_conflict', String(id), { ...conflict, chosen_version: chosen })
  }

  put(kind: string, key: string, data: object | null): number {
    this.version += 1
    const { version } = this
    const stored = data ? { ...data, version } : null
    this.feed.set(`${kind} ${key}`, { kind, key, version, deleted: data === null, data: stored })
    return version
  }

  private pull(body: SyncRequest) {
    const tag = this.scope + (body.subscription ? `-${body.subscription.groups}` : '')
    const [epoch, scope, at] = body.cursor ? body.cursor.split('|') : [this.epoch, tag, '0']
    const reset = epoch !== this.epoch ? 'epoch' : scope !== tag ? 'scope' : null
    const carried = carriedBy(this.feed, body.subscription?.groups ?? null)
    const all = [...this.feed.values()]
      .filter((one) => one.version > Number(at) && carried(one))
      .sort((a, b) => a.version - b.version)
    const changes = reset ? [] : all.slice(0, this.page)
    const has_more = !reset && all.length > this.page
    const upto = has_more ? changes.at(-1)?.version : this.version
    const limits = { max_ops: this.maxOps, max_bytes: 262144, max_changes: 1000 }
    const envelope = {
      protocol: Math.min(body.protocol, this.protocol),
      min_protocol: 1,
      epoch: this.epoch,
      server_time: this.now(),
      limits,
    }
    const cursor = [this.epoch, tag, upto].join('|')
    return {
      ...envelope,
      backoff: this.backoff,
      notice: this.notice,
      register_anew: this.twin,
      changes,
      cursor,
      has_more,
      reset,
      scope_tag: tag,
    }
  }
}

function outcome(op: WireOp, kind: string, version: number, more: Partial<OpResult> = {}): OpResult {
  return {
    op_id: op.op_id,
    outcome: kind,
    version,
    conflict_id: null,
    reason: null,
    detail: null,
    participant: null,
    current: null,
    ...more,
  }
}
