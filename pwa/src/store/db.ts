/** The tablet's databases: their tables, their schema versions and how they are opened. The only file that builds a Dexie. */
import Dexie, { type Table, type Transaction } from 'dexie'
import type { Group, GroupMembership, Participant, PresenceState, Session } from '../base/wire'
import type {
  AckedRow,
  AttentionRow,
  ConflictRow,
  Key,
  MetaRow,
  OpRow,
  RecordRow,
  RemoteRow,
  ShadowRow,
  SpotRow,
  TombstoneRow,
  WalkInRow,
} from './rows'
import { PROFILE_TABLES, TABLET_TABLES } from './sealed-tables'
import { type Keys, sealing } from './sealing'

/** Strict: "saved" may only be said when the disk has it. The cache is off because its optimistic answers would show a mark
 * before its transaction has ended. */
const OPTIONS = { chromeTransactionDurability: 'strict', cache: 'disabled' } as const

export class ProfileDb extends Dexie {
  declare participants: Table<Participant, number>
  declare groups: Table<Group, number>
  declare group_memberships: Table<GroupMembership, number>
  declare sessions: Table<Session, number>
  declare presence_states: Table<PresenceState, number>
  declare presence_records: Table<RecordRow, Key>
  declare sync_conflicts: Table<ConflictRow, number>
  declare ops: Table<OpRow, string>
  declare acked: Table<AckedRow, string>
  declare attention: Table<AttentionRow, string>
  declare walk_ins: Table<WalkInRow, number>
  declare spots: Table<SpotRow, number>
  declare tombstones: Table<TombstoneRow, string>
  declare shadow: Table<ShadowRow, [string, string]>
  declare meta: Table<MetaRow, string>
  declare remote: Table<RemoteRow, string>
  readonly keys: Keys

  constructor(name: string, keys: Keys) {
    super(name, OPTIONS)
    this.keys = keys
    this.use(sealing(PROFILE_TABLES, () => keys))
    // A later version may add tables and indexes, never change the meaning of a column in `ops`: an old tab may still be open.
    // A build that knows more kinds of changes must also forget the cursor, because older builds skipped those changes.
    this.version(1).stores({
      participants: 'id',
      groups: 'id',
      group_memberships: 'id, group, participant',
      sessions: 'id, group, scheduled_start_at',
      presence_states: 'id',
      presence_records: 'key, session',
      sync_conflicts: 'id, key, session, open',
      ops: 'op_id, seq_no, status, key, session',
      acked: 'op_id, acked_at',
      attention: 'op_id, key, session, outcome, conflict_id',
      tombstones: 'id',
      shadow: '[kind+key], kind',
      meta: 'key',
      remote: 'key',
    })
    this.version(2).stores({
      ops: 'op_id, seq_no, status, key, session, participant',
      walk_ins: 'local, op_id, named_at',
    })
    this.version(3)
      .stores({})
      .upgrade((upgrade) => sealAll(upgrade, keys))
    // A new version also where it only adds: an old tab would send what it does not know by halves.
    this.version(4).stores({ spots: 'local, op_id, session, named_at' })
    // Ops that take a start or an end back.
    this.version(5).stores({})
  }
}

/** Tables that came after sealing: nothing in them was ever in the clear. */
const LATER = ['spots']

/** Rows that older builds wrote in the clear: written once more, they are sealed. Without the person's key the lists are sealed by
 * the tablet's, and stay the person's all the same. */
async function sealAll(upgrade: Transaction, { data }: Keys): Promise<void> {
  for (const table of Object.keys(PROFILE_TABLES).filter((name) => !LATER.includes(name)))
    await upgrade
      .table(table)
      .toCollection()
      .modify(() => undefined)
  await upgrade.table('meta').put({ key: 'base', value: data?.id ?? 'tablet' })
}

export interface SettingRow {
  key: string
  value: unknown
}

export interface SealedToken {
  iv: Uint8Array<ArrayBuffer>
  data: ArrayBuffer
}

/** How a person's data key is kept. */
export interface Vault {
  /** Of the data key. */
  id: string
  /** Wrapped by the tablet alone; left out where a PIN guards the key. */
  open?: SealedToken
  pin?: PinLock
  /** Wrapped by the tablet as well, as long as it is this person's kiosk: that goes on by itself after a new start, and nobody is
   * led to the PIN of a person at a place where nobody watches. */
  kiosk?: SealedToken
  /** Grows when the person locks the tablet, so that every tab does. */
  locks?: number
}

export interface PinLock {
  salt: Uint8Array<ArrayBuffer>
  iterations: number
  wrapped: SealedToken
  /** Wrong ones in a row, counted before they are looked at. */
  tries: number
  /** Before this moment (milliseconds of this device) none is looked at. */
  next_at: number
}

export interface ProfileRow {
  id: string
  user: import('../base/wire').User
  organization: import('../base/wire').Organization
  refresh: SealedToken | null
  /** Lets this tablet send the person's marks while somebody else is signed in. */
  grant?: SealedToken | null
  /** The key of the person's lists; null: only a password gives one, because the person signed out or the PIN was guessed at;
   * missing in rows of older builds. */
  vault?: Vault | null
  last_used_at: number
}

export class TabletDb extends Dexie {
  declare settings: Table<SettingRow, string>
  declare profiles: Table<ProfileRow, string>
  /** Known once the settings have been read. */
  tabletKey: Keys['tablet'] | null = null
  /** By which keys are wrapped: scripts may use it and never read it. */
  wrappingKey: CryptoKey | null = null

  constructor(name = 'omnipresence-tablet') {
    super(name, OPTIONS)
    this.use(
      sealing(TABLET_TABLES, () => {
        if (!this.tabletKey) throw new Error('The tablet is not open.')
        return { tablet: this.tabletKey, data: null }
      }),
    )
    this.version(1).stores({ settings: 'key', profiles: 'id' })
  }
}

/** The database of one person in one organization: nobody else's marks are ever in it (I31). */
export const profileDbName = (profileId: string): string => `omnipresence-${profileId.replace(':', '-')}`
