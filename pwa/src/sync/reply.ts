/** Reads the answer of POST /sync strictly: whatever is not certainly the server's word acknowledges nothing. */
import type { Answer } from '../base/http'
import type { Change, Limits, OpResult, PresenceRecord, SyncReply } from '../base/wire'

export const PROTOCOL = 2
/** A server that is being updated, or was put back, answers in the one before. */
const OLDEST = 1
type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
const textOrNull = (value: unknown): string | null => (isText(value) ? value : null)

/** The reply, or null for a captive portal's page, an empty object, half an answer. */
export function readReply(answer: Answer): SyncReply | null {
  const body = answer.json
  if (answer.status !== 200 || !isObject(body)) return null
  const { protocol } = body
  if (!isCount(protocol) || protocol < OLDEST || protocol > PROTOCOL) return null
  const { results, changes, cursor, epoch, server_time, has_more, reset } = body
  if (!Array.isArray(results) || !Array.isArray(changes)) return null
  if (!isText(cursor) || !isText(epoch) || !isCount(server_time) || typeof has_more !== 'boolean') return null
  if (reset !== null && reset !== undefined && !isText(reset)) return null
  const news = changes.map(change)
  // One unreadable change and the cursor could not be believed: it would step over news that was never taken in.
  if (news.some((one) => one === null)) return null
  return {
    protocol,
    min_protocol: isCount(body.min_protocol) ? body.min_protocol : OLDEST,
    epoch,
    server_time,
    limits: limits(body.limits),
    backoff: isCount(body.backoff) ? body.backoff : 0,
    notice: isObject(body.notice) && isText(body.notice.ends_on) ? { ends_on: body.notice.ends_on } : null,
    register_anew: body.register_anew === true,
    results: results.flatMap(result),
    changes: news as Change[],
    cursor,
    has_more,
    reset: (reset ?? null) as SyncReply['reset'],
    scope_tag: textOrNull(body.scope_tag),
  }
}

/** A result that cannot be read is left out: its op counts as not acknowledged. */
function result(value: unknown): OpResult[] {
  if (!isObject(value) || !isText(value.op_id) || !isText(value.outcome)) return []
  const version = value.version ?? 0
  if (!isCount(version)) return []
  const current = isObject(value.current) ? (value.current as unknown as PresenceRecord) : null
  return [
    {
      op_id: value.op_id.toLowerCase(),
      outcome: value.outcome,
      version,
      conflict_id: isCount(value.conflict_id) ? value.conflict_id : null,
      reason: textOrNull(value.reason),
      detail: textOrNull(value.detail),
      participant: isCount(value.participant) && value.participant > 0 ? value.participant : null,
      ...(isCount(value.session) && value.session > 0 ? { session: value.session } : {}),
      current: current && isCount(current.version) ? current : null,
    },
  ]
}

function change(value: unknown): Change | null {
  if (!isObject(value) || !isText(value.kind) || !isCount(value.version)) return null
  const key = typeof value.key === 'number' ? String(value.key) : value.key
  const deleted = value.deleted === true
  if (!isText(key) || (!deleted && !isObject(value.data))) return null
  return {
    kind: value.kind,
    key,
    version: value.version,
    deleted,
    data: deleted ? null : (value.data as Json),
  }
}

const within = (value: unknown, least: number, most: number): number =>
  isCount(value) ? Math.min(Math.max(value, least), most) : most

function limits(value: unknown): Limits {
  const given = isObject(value) ? value : {}
  return {
    max_ops: within(given.max_ops, 1, 500),
    max_bytes: within(given.max_bytes, 1000, 262_144),
    max_changes: within(given.max_changes, 1, 1000),
  }
}
