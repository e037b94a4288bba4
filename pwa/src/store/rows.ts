/** What lies in the tablet's tables, and what the screens are given. */
import type {
  ConflictVersion,
  Edits,
  Group,
  Organization,
  Participant,
  PresenceRecord,
  PresenceState,
  Session,
  SyncConflict,
  User,
} from '../base/wire'

/** A mark's address: `session:participant`. */
export type Key = string
export const keyOf = (session: number, participant: number): Key => `${session}:${participant}`

export function partsOf(key: Key): { session: number; participant: number } {
  const [session, participant] = key.split(':').map(Number) as [number, number]
  return { session, participant }
}

/** The server's record as this tablet knows it. */
export interface RecordRow extends Omit<PresenceRecord, 'id'> {
  key: Key
  id: number | null
  /** Written from an op's result before the feed brought the whole row; the feed's row of the same version replaces it. */
  provisional?: true
}

export type ConflictRow = SyncConflict & { key: Key; open: 0 | 1 }

export type MarkKind = 'mark' | 'clear'
export type OpKind =
  | MarkKind
  | 'walk_in'
  | 'session_start'
  | 'session_end'
  | 'session_undo'
  | 'session_create'

/** How a person who just walked in is called. */
export interface Newcomer {
  first_name: string
  last_name: string
  identifier: string | null
}

/** A session that no timetable planned; times in milliseconds of this tablet. */
export interface Plan {
  group: number
  name: string
  starts_at: number
  ends_at: number
}

/** Something that was done here and that the server has not finally answered yet. */
export interface OpRow {
  op_id: string
  seq_no: number
  kind: OpKind
  /** Of a mark its address; whatever is no mark has a key of its own that no mark can have. */
  key: Key
  /** Below zero: made on this tablet, and not yet numbered by the server. */
  session: number
  /** op_id of the session_create that made the session, where this tablet did. It stays when the number comes. */
  session_ref?: string
  /** Of a session_create. */
  plan?: Plan
  /** Of a session_start or session_end: what the session was before it. Of a session_undo: what it is again. */
  from?: Session['status']
  /** Below zero: a guest, somebody who walked in and whom the server has not numbered yet. Zero: nobody in particular. */
  participant: number
  /** op_id of the walk_in that made the marked person. It stays when the person gets a number: what was sent never changes. */
  ref?: string
  /** Of a walk_in. */
  person?: Newcomer
  state: string | null
  note: string
  base_version: number
  prev_op: string | null
  prev_gone?: true
  /** Under which version a server acknowledged it before it was restored from a backup. */
  acked_version?: number
  marked_at: number
  clock_era: number
  marked_by: number
  edits: Edits
  status: 'queued' | 'inflight'
  /** 1 from the moment it was part of a request: then it never changes again (I25). */
  sent: 0 | 1
  batch_id: string | null
  attempts: number
}

export const isMark = (op: { kind: OpKind }): boolean => op.kind === 'mark' || op.kind === 'clear'

/** A start, an end, or what takes one back. A session that is made here has begun with its start. */
export const isTime = (op: { kind: OpKind }): boolean =>
  op.kind.startsWith('session_') && op.kind !== 'session_create'

/** A finally answered op, kept a while so that it can be sent again to a server restored from an old backup. */
export interface AckedRow extends OpRow {
  outcome: string
  version: number
  acked_at: number
}

/** A finally answered op that a person should know about. */
export interface AttentionRow extends OpRow {
  /** `set_aside`: no server would take it in; it is kept here and never sent by itself again. */
  outcome: 'conflict' | 'rejected' | 'quarantined' | 'set_aside'
  reason: string | null
  detail: string | null
  conflict_id: number | null
  at: number
}

/** Somebody who walked in while this tablet held the list. */
export interface WalkInRow {
  /** The number below zero by which this tablet calls the person until the server has given one. */
  local: number
  op_id: string
  session: number
  person: Newcomer
  /** The server's number. */
  participant: number | null
  /** When it came, in milliseconds; 0 before. */
  named_at: number
}

/** A session that this tablet made. */
export interface SpotRow {
  /** The number below zero by which this tablet calls it until the server has given one. */
  local: number
  op_id: string
  plan: Plan
  /** The server's number; 0 before, and again when the server lost it. */
  session: number
  /** When it came, in milliseconds; 0 before. */
  named_at: number
}

export interface TombstoneRow {
  id: string
  version: number
}

export interface ShadowRow {
  kind: string
  key: string
  row: unknown
}

export interface RemoteRow {
  key: string
  /** The whole name of what is kept, where the key leaves out what somebody typed. */
  about?: string
  value: unknown
  saved_at: number
}

export interface MetaRow {
  key: string
  value: unknown
}

/** Where a mark is. `waiting` on this tablet; `sending` under way; `server` accepted; `in_question` two versions wait for an
 * administrator; `refused` the server said no and `reason` says why. */
export type Where = 'unmarked' | 'waiting' | 'sending' | 'server' | 'in_question' | 'refused'

/** One line of a roster. The object stays the same as long as nothing in it changed, so a memoised row need not repaint. */
export interface RosterRow {
  key: Key
  participant: Pick<Participant, 'id' | 'first_name' | 'last_name' | 'identifier'>
  /** What this tablet says: an unanswered mark, else the own mark in question, else what stands on the server. A refused mark
   * is not shown as state, it is in `attempted`. */
  state: string | null
  note: string
  where: Where
  /** Why it is refused, in words. */
  reason: string | null
  /** The open conflict of this key, also while a newer mark waits. */
  conflict: ConflictRow | null
  /** Version of the server's record this tablet knows, 0 when there is none. */
  base_version: number
  /** When it was marked, in milliseconds, by this tablet or as the server recorded it. */
  marked_at: number | null
  /** What stands on the server as far as this tablet knows. */
  serverState: string | null
  serverNote: string
  /** The refused state (null: a refused clearing); undefined unless refused. */
  attempted: string | null | undefined
  /** Whether the refused mark may pass when it is made again. */
  again: boolean
  /** op_id of the refused mark, for `dismiss`. */
  refusedOp: string | null
}

export type SessionFacts = Session & { group_name: string; group_type: string }

/** What `reasonInWords` makes a sentence of. */
export type SessionRefusal = Pick<AttentionRow, 'outcome' | 'reason' | 'detail'>

export type SessionRow = SessionFacts & {
  key: number
  /** How the server refused this session that was made here; null where nothing is wrong. */
  refused: SessionRefusal | null
  /** How many stand on the roster: active members of the group, and whoever else has a mark in it. */
  members: number
  /** Participants with a mark on this tablet or on the server. */
  marked: number
  /** Of those, marks still waiting to be sent. */
  waiting: number
  in_question: number
}

export type Phase = 'idle' | 'syncing' | 'offline' | 'signed_out' | 'revoked' | 'update_required' | 'error'

export interface StatusView {
  /** People of sessions whose mark waits here; who has just walked in counts once, with the mark. */
  waiting: number
  sending: number
  /** Starts and ends of sessions that wait here. */
  times: number
  inQuestion: number
  refused: number
  /** Milliseconds, when the server last answered in full. */
  lastSyncAt: number | null
  phase: Phase
  /** For `error` and `revoked`: what to tell the person. */
  detail: string | null
  /** Whether the browser promised not to evict; null: never asked. */
  persisted: boolean | null
  /** server - tablet, milliseconds; null before the first answer. */
  clockOffset: number | null
  /** When the oldest waiting mark was made. */
  oldestAt: number | null
  /** From which day on the server refuses this version of the app; null: not known. */
  endsOn: string | null
  /** When the server last could not read what this version of the app said, in milliseconds; null: never. */
  misreadAt: number | null
}

export interface Profile {
  /** `<organization id>:<user id>` */
  id: string
  user: User
  organization: Organization
  last_used_at: number
  /** Whether a sign-in is kept; false: ask for the password, the marks stay. */
  signed_in: boolean
  entry: Entry
  /** Changes whenever what is in a page's memory no longer opens the person's lists. */
  key: string
}

/** What opens a person's lists on this tablet: nothing more than the tablet, the PIN, or only a password. */
export type Entry = 'open' | 'pin' | 'password'

export type { ConflictVersion, Group, Organization, Participant, PresenceState, SyncConflict, User }
