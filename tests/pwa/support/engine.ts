/** The real engine on a fresh IndexedDB against the small server, in virtual time. */
import { createHttp } from '@/base/http'
import { type Locks, localLocks } from '@/base/locks'
import type { User } from '@/base/wire'
import {
  keysOf,
  openKey,
  openProfile,
  openTablet,
  type RosterRow,
  readRoster,
  recordMark,
  type Store,
  saveSignIn,
  type Tablet,
} from '@/store'
import { type Api, createApi, createSync, type Sync } from '@/sync'
import { ModelServer } from './server'
import { CLASS, freshDisk, LESSON, lesson, participant, START, wish } from './tablets'
import { turn, VirtualTime } from './time'

const organization = { id: 1, slug: 'school', name: 'School', domain_type: 'school', time_zone: 'UTC' }
export const mina: User = { id: 7, email: 'mina@example.com', name: 'Mina', role: 'frontline', organization }

export interface Rig {
  time: VirtualTime
  server: ModelServer
  tablet: Tablet
  store: Store
  api: Api
  sync: Sync
  random: { value: number }
  locks: Locks
  mark(person: number, state: string | null, note?: string): Promise<unknown>
  row(person: number): Promise<RosterRow>
  /** Lets virtual time pass and everything it sets off happen. */
  pass(ms: number): Promise<void>
  /** The page is gone, the disk stays: a new engine on the same data. */
  reopen(): Promise<void>
  close(): Promise<void>
}

export const freeForAll: Locks = { request: (_name, _options, job) => job(true) }

export function seed(server: ModelServer, people: number): void {
  server.put('group', String(CLASS), {
    id: CLASS,
    parent: null,
    name: '5A',
    group_type: 'class',
    is_active: true,
  })
  server.put('session', String(LESSON), lesson())
  for (let id = 1; id <= people; id += 1) {
    server.put('participant', String(id), participant(id))
    server.put('group_membership', String(id), { id, group: CLASS, participant: id, joined_at: '2026-01-01' })
  }
}

export async function rig(
  options: { people?: number; locks?: Locks; server?: ModelServer } = {},
): Promise<Rig> {
  freshDisk()
  const time = new VirtualTime(START)
  const server = options.server ?? new ModelServer(time.truth)
  if (!options.server) seed(server, options.people ?? 3)
  const random = { value: 0.5 }
  const locks = options.locks ?? localLocks()
  const parts = await open(time, server, random, locks)
  const self: Rig = {
    time,
    server,
    random,
    locks,
    ...parts,
    mark: (person, state, note) =>
      recordMark(self.store, { ...wish(person, state, { now: time.now() }), note: note ?? '' }),
    async row(person) {
      const rows = await readRoster(self.store, LESSON)
      const found = rows.find((row) => row.participant.id === person)
      if (!found) throw new Error(`no row ${person}`)
      return found
    },
    pass: (ms) => time.pass(ms, () => settle(self)),
    async reopen() {
      self.store.close()
      self.tablet.close()
      Object.assign(self, await open(time, server, random, locks))
    },
    async close() {
      await self.sync.stop()
      self.store.close()
      self.tablet.close()
    },
  }
  return self
}

async function open(time: VirtualTime, server: ModelServer, random: { value: number }, locks: Locks) {
  const tablet = await openTablet()
  if (!(await tablet.db.profiles.get('1:7'))) await saveSignIn(tablet, mina, server.refresh, time.now())
  await openKey(tablet, '1:7')
  const store = openProfile('1:7', keysOf(tablet, '1:7'))
  return { tablet, store, ...engineOn(tablet, store, time, server, random, locks) }
}

export function engineOn(
  tablet: Tablet,
  store: Store,
  time: VirtualTime,
  server: ModelServer,
  random: { value: number },
  locks: Locks,
  appVersion = 'test',
): { api: Api; sync: Sync } {
  const http = createHttp({ base: 'http://server/api/v1', clock: time, timers: time, fetch: server.fetch })
  const api = createApi({ http, tablet, locks, profileId: '1:7' })
  const parts = {
    store,
    tablet,
    api,
    clock: time,
    timers: time,
    random: () => random.value,
    locks,
    appVersion,
  }
  return { api, sync: createSync(parts) }
}

/** Waits until the engine rests, or until only virtual time can bring it on. */
async function settle({ sync, server, time }: Rig): Promise<void> {
  for (let turns = 0; ; turns += 1) {
    await turn()
    if (turns > 20 && (!sync.status().running || server.hanging > 0 || time.pausing)) return
  }
}
