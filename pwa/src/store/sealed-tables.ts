/** What may be read by whoever copies a tablet's files: ids, codes, versions and times. Every other field of these tables is sealed,
 * also one that nobody has thought of yet. */

/** `data`: by the person's own key, which a PIN may guard. `tablet`: by the tablet's, because a colleague's sign-in must send it
 * and a forgotten PIN must not lose it. */
export interface SealRule {
  key: 'data' | 'tablet'
  plain: readonly string[]
}

export type SealRules = Readonly<Record<string, SealRule>>

const OP = [
  'op_id',
  'seq_no',
  'kind',
  'key',
  'session',
  'participant',
  'ref',
  'session_ref',
  'from',
  'state',
  'base_version',
  'prev_op',
  'prev_gone',
  'acked_version',
  'marked_at',
  'clock_era',
  'marked_by',
  'status',
  'sent',
  'batch_id',
  'attempts',
]
const STAMPS = ['version', 'provisional', 'created_at', 'updated_at']

export const PROFILE_TABLES: SealRules = {
  participants: { key: 'data', plain: ['id', ...STAMPS] },
  presence_records: {
    key: 'data',
    plain: [
      ...['key', 'id', 'session', 'participant', 'presence_state', 'recorded_at', 'recorded_by'],
      ...['source_device_id', ...STAMPS],
    ],
  },
  sync_conflicts: {
    key: 'data',
    plain: [
      ...['id', 'key', 'session', 'participant', 'open', 'chosen_version', 'resolved_with_id'],
      ...['resolved_at', 'resolved_by', ...STAMPS],
    ],
  },
  remote: { key: 'data', plain: ['key', 'saved_at'] },
  shadow: { key: 'data', plain: ['kind', 'key'] },
  ops: { key: 'tablet', plain: OP },
  acked: { key: 'tablet', plain: [...OP, 'outcome', 'version', 'acked_at'] },
  attention: { key: 'tablet', plain: [...OP, 'outcome', 'reason', 'conflict_id', 'at'] },
  walk_ins: { key: 'tablet', plain: ['local', 'op_id', 'session', 'participant', 'named_at'] },
  spots: { key: 'tablet', plain: ['local', 'op_id', 'session', 'named_at'] },
}

/** Who works here is read before anybody has typed a PIN. */
export const TABLET_TABLES: SealRules = {
  profiles: {
    key: 'tablet',
    plain: ['id', 'organization', 'refresh', 'grant', 'vault', 'last_used_at'],
  },
}
