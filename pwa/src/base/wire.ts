/** The envelope of POST /sync and the resources that travel in it, as the API sends them. */

export interface Organization {
  id: number
  slug: string
  name: string
  domain_type: string
  time_zone: string
}

export interface User {
  id: number
  email: string
  name: string
  role: 'frontline' | 'administrator' | 'manager' | 'external' | (string & {})
  organization: Organization
}

type Extra = Record<string, unknown> | null

export interface Participant {
  id: number
  external_id: string | null
  first_name: string
  last_name: string
  identifier: string | null
  date_of_birth?: string | null
  extra_data?: Extra
  is_active: boolean
  version: number
}

export interface Group {
  id: number
  parent: number | null
  name: string
  group_type: string
  extra_data?: Extra
  is_active: boolean
  version: number
}

export interface GroupMembership {
  id: number
  group: number
  participant: number
  joined_at: string
  extra_data?: Extra
  version: number
}

export interface Session {
  id: number
  group: number
  name: string
  scheduled_start_at: string
  scheduled_end_at: string
  actual_start_at: string | null
  actual_end_at: string | null
  status: 'scheduled' | 'in_progress' | 'completed'
  extra_data?: Extra
  version: number
}

export interface PresenceState {
  id: number
  domain: string
  code: string
  label: string
  color: string
  sort_order: number
  is_default: boolean
  is_active: boolean
  version: number
}

export interface PresenceRecord {
  id: number
  session: number
  participant: number
  presence_state: string
  recorded_at: string
  recorded_by: number | null
  source_device_id: string | null
  note: string
  extra_data?: Extra
  version: number
}

/** One side of a conflict as it was received; `presence_state` null means cleared or never recorded. */
export interface ConflictVersion {
  presence_state: string | null
  note: string
  recorded_at: string | null
  recorded_by: number | null
  recorded_by_name: string | null
  source_device_id: string | null
  device_name: string | null
  op_id: string | null
  base_version: number | null
  version: number | null
  received_at: string | null
  edits?: Edits | null
}

export interface SyncConflict {
  id: number
  session: number
  participant: number
  version_a_data: ConflictVersion
  version_b_data: ConflictVersion
  chosen_version: 'a' | 'b' | 'other' | null
  resolved_with_id: number | null
  resolved_at: string | null
  resolved_by: number | null
  created_at: string
  version: number
}

export interface EarlierEdit {
  state: string | null
  note: string
  marked_at: number
}

export interface Edits {
  count: number
  earlier: EarlierEdit[]
}

export interface WireOp {
  op_id: string
  seq_no: number
  kind: 'mark' | 'clear'
  session: number
  participant: number
  state?: string
  note: string
  base_version: number
  prev_op: string | null
  prev_gone?: true
  marked_at: number
  clock_era: number
  marked_by: number
  edits: Edits
}

export interface Waiting {
  count: number
  oldest_at: number | null
  quarantined: number
}

export interface SyncRequest {
  protocol: 1
  device_id: string
  batch_id: string
  client_time: number
  app_version: string
  device_name?: string
  waiting: Waiting
  cursor: string | null
  scope_tag: string | null
  limit: number
  ops: WireOp[]
}

export interface OpResult {
  op_id: string
  /** applied, same, conflict, rejected, quarantined, retry; anything else is from a newer server and means "not acknowledged". */
  outcome: string
  version: number
  conflict_id: number | null
  reason: string | null
  detail: string | null
  current: PresenceRecord | null
}

export type ChangeKind =
  | 'presence_state'
  | 'group'
  | 'participant'
  | 'group_membership'
  | 'session'
  | 'presence_record'
  | 'sync_conflict'

export interface Change {
  /** A kind that this build does not know is skipped. */
  kind: ChangeKind | (string & {})
  key: string
  version: number
  deleted: boolean
  data: Record<string, unknown> | null
}

export interface Limits {
  max_ops: number
  max_bytes: number
  max_changes: number
}

export interface SyncReply {
  protocol: number
  min_protocol: number
  epoch: string
  server_time: number
  limits: Limits
  backoff: number
  notice: unknown
  results: OpResult[]
  changes: Change[]
  cursor: string
  has_more: boolean
  reset: 'epoch' | 'horizon' | 'scope' | null
  scope_tag: string | null
}
