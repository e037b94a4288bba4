/** What lies on the disk tells no name and no note, and everything above the disk works as if it were not so. */
import Dexie, { liveQuery } from 'dexie'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  applyAnswers,
  applyReply,
  forgetBase,
  type Keys,
  keysOf,
  leaveTablet,
  openKey,
  openProfile,
  openTablet,
  readRemote,
  readRoster,
  readTablet,
  recordMark,
  recordWalkIn,
  type Store,
  saveRemote,
  saveSignIn,
  takeBatch,
} from '@/store'
import { PROFILE_TABLES } from '@/store/sealed-tables'
import { mina } from '../support/engine'
import { freshDisk, KEYS, LESSON, MINA, participant, record, START, tablet, wish } from '../support/tablets'

let store: Store
const stores: Store[] = []
const opened = (keys: Keys = KEYS) => {
  const one = openProfile('1:7', keys)
  stores.push(one)
  return one
}
beforeEach(async () => {
  freshDisk()
  store = await tablet(3)
  stores.push(store)
})
afterEach(() => {
  for (const one of stores.splice(0)) one.close()
})

async function raw(): Promise<string> {
  const copy = new Dexie('omnipresence-1-7')
  await copy.open()
  const rows = await Promise.all(copy.tables.map((table) => table.toArray()))
  copy.close()
  const text = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes)
  return JSON.stringify(rows, (_, value) => (value instanceof Uint8Array ? text(value) : value))
}

const SECRETS = ['First2', 'Last0002', 'mother called', 'Zoe', 'Quill', 'hers', 'nobody but me', 'seen page']

async function fill(): Promise<void> {
  await recordMark(store, { ...wish(1, 'late'), note: 'mother called' })
  await recordMark(store, { ...wish(1, 'absent'), note: 'nobody but me' })
  await recordWalkIn(store, {
    ...{ session: LESSON, state: 'present', marked_by: MINA, now: START },
    ...{ first_name: 'Zoe', last_name: 'Quill' },
  })
  await store.db.presence_records.put({ ...record(2, 'late', 5, { note: 'hers' }), key: `${LESSON}:2` })
  await saveRemote(store, 'audit', { results: ['seen page'] }, START)
}

test('a raw dump of the database shows no name, no note, no page seen', async () => {
  await fill()
  const dump = await raw()
  for (const secret of SECRETS) expect(dump).not.toContain(secret)
  expect(dump).toContain('"state":"absent"')
})

test('what was typed to find somebody is no key, and each list keeps its last search', async () => {
  const list = (search: string) => `list /participants?limit=50&search=${search}&is_active=true`
  await saveRemote(store, list('Zoe'), { results: ['Zoe Quill'] }, START)
  await saveRemote(store, list('Nobody'), { results: [] }, START)
  expect(await raw()).not.toMatch(/Zoe|Nobody/)
  expect(await readRemote(store, list('Nobody'))).toEqual({ value: { results: [] }, saved_at: START })
  expect(await readRemote(store, list('Zoe'))).toBeNull()
  expect(await store.db.remote.count()).toBe(1)
})

test('every index lies on fields that stay open', () => {
  for (const [name, { plain }] of Object.entries(PROFILE_TABLES)) {
    const { primKey, indexes } = store.db.table(name).schema
    const used = [primKey, ...indexes].flatMap((index) => index.keyPath)
    expect(plain).toEqual(expect.arrayContaining(used))
  }
})

test('rows that hold nothing to hide are left as they are', async () => {
  const quick = { ...record(3, 'late', 6), key: `${LESSON}:3`, extra_data: {} }
  await store.db.presence_records.put(quick)
  await recordMark(store, wish(2, 'present'))
  expect(await raw()).not.toContain('sealed":"","op_id')
  const copy = new Dexie('omnipresence-1-7')
  await copy.open()
  expect(await copy.table('presence_records').get(quick.key)).toEqual(quick)
  expect(await copy.table('ops').toCollection().first()).not.toHaveProperty('sealed')
  copy.close()
})

test('a transaction reads what it wrote, by key, index, cursor, filter and modify', async () => {
  await fill()
  const { db } = store
  await db.transaction('rw', db.participants, db.ops, async () => {
    await db.participants.update(2, { first_name: 'Renamed' })
    expect(await db.participants.get(2)).toMatchObject({ first_name: 'Renamed', last_name: 'Last0002' })
    await db.participants.filter((row) => row.first_name === 'Renamed').modify({ identifier: 'X' })
    const found = await db.participants.toCollection().reverse().toArray()
    expect(found.map((row) => row.identifier)).toEqual(['', 'X', ''])
    const names: string[] = []
    await db.participants.each((row) => void names.push(row.first_name))
    expect(names).toEqual(['First1', 'Renamed', 'First3'])
    const notes = await db.ops
      .where('session')
      .equals(LESSON)
      .and((op) => op.note !== '')
      .toArray()
    expect(notes.map((op) => op.note)).toEqual(['nobody but me'])
    expect(await db.ops.orderBy('seq_no').keys()).toHaveLength(3)
  })
  expect(await raw()).not.toContain('Renamed')
  for (const row of await db.participants.toArray()) expect(row).not.toHaveProperty('sealed')
})

test('live queries and hooks see open rows, in another connection too', async () => {
  const other = opened()
  const seen: string[][] = []
  const hooked: unknown[] = []
  store.db.participants.hook('updating', (changes, _key, row) => void hooked.push(changes, row))
  const reading = liveQuery(async () =>
    (await other.db.participants.where('id').between(1, 2, true, true).toArray()).map(
      (row) => row.first_name,
    ),
  ).subscribe((names) => seen.push(names))
  await expect.poll(() => seen.at(-1)).toEqual(['First1', 'First2'])
  await store.db.participants.update(2, { first_name: 'Renamed' })
  await expect.poll(() => seen.at(-1)).toEqual(['First1', 'Renamed'])
  expect(hooked).toMatchObject([{ first_name: 'Renamed' }, { id: 2, first_name: 'First2' }])
  reading.unsubscribe()
})

test('without the key, or with another, rows come without names and lose nothing when they are written', async () => {
  await fill()
  const locked = opened({ ...KEYS, data: null })
  expect(await locked.db.participants.get(2)).not.toHaveProperty('first_name')
  await locked.db.participants.update(2, { version: 99 })
  await expect(locked.db.participants.update(2, { first_name: 'Guessed' })).rejects.toThrow()
  expect(await locked.db.ops.filter((op) => op.note === 'nobody but me').count()).toBe(1)
  expect(await store.db.participants.get(2)).toMatchObject({ first_name: 'First2', version: 99 })
  const thief = opened({ tablet: new Uint8Array(32).fill(9), data: null })
  expect(await thief.db.ops.filter((op) => op.note !== undefined && op.note !== '').count()).toBe(0)
})

test('sealed bytes do not open in another row', async () => {
  const copy = new Dexie('omnipresence-1-7')
  await copy.open()
  const [one, two] = await copy.table('participants').bulkGet([1, 2])
  await copy.table('participants').put({ ...two, sealed: one.sealed })
  copy.close()
  const fresh = opened()
  expect(await fresh.db.participants.get(1)).toHaveProperty('first_name', 'First1')
  expect(await fresh.db.participants.get(2)).not.toHaveProperty('first_name')
})

const reply = (more: object) => ({
  ...{ protocol: 2, min_protocol: 1, epoch: 'e', server_time: START, backoff: 0, notice: null },
  ...{ limits: { max_ops: 500, max_bytes: 200_000, max_changes: 1000 }, register_anew: false },
  ...{ results: [], changes: [], cursor: 'c', has_more: true, reset: null, scope_tag: 's', ...more },
})
const everything = () => ({ maxOps: 500, maxBytes: 200_000 })
const person = { id: 9, first_name: 'Late', last_name: 'Comer', identifier: '', is_active: true }
const news = { kind: 'participant', key: '9', version: 50, deleted: false, data: person }

test('while the lists are locked marks are answered and no list changes', async () => {
  await fill()
  const locked = opened({ ...KEYS, data: null })
  const batch = await takeBatch(locked, everything, 'b')
  expect(batch.ops.map((op) => op.note)).toContain('nobody but me')
  const results = batch.ops.map((op) => ({
    ...{ op_id: op.op_id, outcome: 'applied', version: 60, conflict_id: null, reason: null, detail: null },
    ...{ current: null, participant: op.participant < 0 ? 77 : null },
  }))
  const applied = await applyReply(locked, batch, reply({ results, changes: [news] }), START)
  expect(applied).toMatchObject({ answered: 3, waiting: 0, locked: true })
  expect(await store.db.participants.get(9)).toBeUndefined()
})

test('who signs out leaves the queue, and nothing that is under way brings a list back', async () => {
  await fill()
  const batch = await takeBatch(store, everything, 'b')
  await forgetBase(store)
  expect(await readRoster(store, LESSON)).toHaveLength(2)
  await saveRemote(store, 'audit', { results: ['seen page'] }, START)
  await applyReply(store, batch, reply({ changes: [news] }), START)
  await applyAnswers(store, batch, reply({ changes: [news] }), START)
  for (const table of [
    'participants',
    'groups',
    'group_memberships',
    'sessions',
    'presence_records',
    'remote',
  ])
    expect(await store.db.table(table).count(), table).toBe(0)
  expect(await store.db.ops.count()).toBe(3)
  expect(await readRemote(store, 'audit')).toBeNull()
  const next = opened({ ...KEYS, data: { id: 'next', key: new Uint8Array(32).fill(3) } })
  expect((await takeBatch(next, everything, 'b')).cursor).toBeNull()
})

test('signing out takes key, token and lists at once, and a crash in between leaves nothing readable', async () => {
  const here = await openTablet()
  await saveSignIn(here, mina, 'token', START)
  const mine = opened(keysOf(here, '1:7'))
  await fill()
  await mine.db.participants.put(participant(4))
  const crash = vi.spyOn(IDBObjectStore.prototype, 'clear').mockImplementationOnce(() => {
    throw new Error('killed')
  })
  await expect(leaveTablet(here, '1:7')).rejects.toThrow()
  crash.mockRestore()
  expect(await openKey(here, '1:7')).toBeNull()
  expect(await readTablet(here)).toMatchObject({
    current: null,
    profiles: [{ entry: 'password', signed_in: false }],
  })
  await leaveTablet(here, '1:7')
  expect(await mine.db.participants.count()).toBe(0)
  expect(await mine.db.ops.count()).toBe(3)
  here.close()
})

test('lists under an earlier key are dropped when the person is back with a new one; marks are not', async () => {
  await fill()
  const next = opened({ ...KEYS, data: { id: 'next', key: new Uint8Array(32).fill(3) } })
  expect(await next.db.participants.count()).toBe(0)
  expect(await next.db.ops.toArray()).toEqual(await store.db.ops.toArray())
})

test('the names of those who work here are sealed as well, also from older builds', async () => {
  const old = new Dexie('omnipresence-tablet')
  old.version(1).stores({ settings: 'key', profiles: 'id' })
  const { organization } = mina
  await old.table('profiles').put({ id: '1:7', user: mina, organization, refresh: null, last_used_at: START })
  old.close()
  const here = await openTablet()
  await saveSignIn(here, { ...mina, id: 8, name: 'Tariq' }, 'token', START)
  expect((await readTablet(here)).profiles.map((one) => one.user.name).sort()).toEqual(['Mina', 'Tariq'])
  const copy = new Dexie('omnipresence-tablet')
  await copy.open()
  const dump = JSON.stringify(await copy.table('profiles').toArray())
  for (const name of ['Mina', 'Tariq', 'mina@example.com']) expect(dump).not.toContain(name)
  copy.close()
  here.close()
})
