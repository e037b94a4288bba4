/** The envelope of POST /sync and the resources that travel in it: the generated types, as this app keeps and reads them. */
import type { components } from './api.gen'

type Schemas = components['schemas']
/** A row as the tablet keeps it: fields that it has no use for may be missing. */
type Kept<T, Unused extends keyof T> = Omit<T, Unused> & Partial<Pick<T, Unused>>
type Stamps = 'extra_data' | 'created_at' | 'updated_at'

/** A tablet that signed in under an older build has no domain yet. */
export type Organization = Kept<Schemas['OrganizationBrief'], 'domain'>
export type User = Omit<Kept<Schemas['Me'], 'last_login_at'>, 'organization'> & { organization: Organization }
export type Participant = Kept<Schemas['Participant'], Stamps | 'date_of_birth'>
export type Group = Kept<Schemas['Group'], Stamps>
export type GroupMembership = Kept<Schemas['GroupMembership'], 'extra_data'>
export type Session = Kept<Schemas['Session'], Stamps>
export type PresenceState = Kept<Schemas['PresenceState'], 'created_at' | 'updated_at'>
export type PresenceRecord = Kept<Schemas['PresenceRecord'], Stamps>
/** One side of a conflict as it was received; `presence_state` null means cleared or never recorded. */
export type ConflictVersion = Schemas['ConflictSide']
export type SyncConflict = Schemas['SyncConflict']

export interface EarlierEdit {
  state: string | null
  note: string
  marked_at: number
}

export interface Edits {
  count: number
  earlier: EarlierEdit[]
}

/** An op as this app sends it: nothing is left to the server's defaults. */
export interface WireOp extends Omit<Schemas['OperationRequest'], 'edits'> {
  base_version: number
  edits?: Edits
  prev_op: string | null
  prev_gone?: true
  acked_version?: number
  clock_era: number
  /** Where somebody else than the sender did it: that person's leave. */
  grant?: string
}

/** Of which groups (null: all) and which days around today a tablet carries the sessions. */
export interface Subscription {
  groups: number[] | null
  days_back: number
  days_ahead: number
}

export type Waiting = Required<Schemas['WaitingRequest']>

export interface SyncRequest extends Omit<Schemas['SyncRequestRequest'], 'ops'> {
  protocol: 2
  app_version: string
  waiting: Waiting
  cursor: string | null
  scope_tag: string | null
  limit: number
  subscription?: Subscription
  ops: WireOp[]
}

/** A newer server may know more outcomes and reasons: an unknown outcome means "not acknowledged". */
export type OpResult = Omit<Schemas['Result'], 'outcome' | 'reason' | 'current'> & {
  outcome: string
  reason: string | null
  current: PresenceRecord | null
}

export type ChangeKind = Schemas['ChangeKindEnum']

/** A kind that this build does not know is skipped. */
export type Change = Omit<Schemas['Change'], 'kind' | 'last_op'> & { kind: ChangeKind | (string & {}) }

export type Limits = Schemas['Limits']

/** From which day on this build's protocol is refused. */
export interface Notice {
  ends_on: string
}

export type SyncReply = Omit<Schemas['SyncReply'], 'results' | 'changes' | 'notice' | 'scope_tag'> & {
  results: OpResult[]
  changes: Change[]
  notice: Notice | null
  scope_tag: string | null
}
