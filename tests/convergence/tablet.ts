/** One tablet in a process of its own: the real engine and store on an IndexedDB in memory, told what to do line by line.
 *
 * Each line on stdin is `{"do": "...", ...}`, each line on stdout the answer, `{"ok": ...}` or `{"error": "..."}`. Started as
 * `node tablet.js <base address> [seed]`, for instance http://127.0.0.1:8123/api/v1. Python tests drive any number of them
 * against the real server; `fault` makes the network lose the next requests or their answers. With a seed its time is virtual,
 * its chance and its network follow from the seed, and the engine runs by its own timers while time is made to pass. */
import 'fake-indexeddb/auto'
import { createInterface } from 'node:readline'
import { type Clock, systemClock, systemTimers, type Timers } from '@/base/clock'
import { createHttp } from '@/base/http'
import { localLocks } from '@/base/locks'
import {
  beginOnTheSpot,
  endSession,
  keysOf,
  openProfile,
  openTablet,
  readRoster,
  readStatus,
  recordMarks,
  type Store,
  setDeviceName,
  startSession,
  type Tablet,
  type UndoToken,
  undo,
} from '@/store'
import { type Api, createApi, createSync, type Sync, signIn } from '@/sync'
import { turn, VirtualTime } from '../pwa/support/time'
import { seeded, Weather } from './weather'

type Fault = 'lose request' | 'lose response'

interface Command {
  do: string
  organization: string
  email: string
  password: string
  name?: string
  marks: { session: number; participant: number; state?: string | null; note?: string }[]
  session: number
  group: number
  title: string
  faults: (Fault | null)[]
  skew: number
  storm: number
  ms: number
  dies: number | null
  verb: 'start' | 'end'
}

interface Open {
  store: Store
  api: Api
  sync: Sync
  user: number
}

const MOST_TURNS = 1_000_000
const base = process.argv[2] ?? ''
const seed = process.argv[3] === undefined ? null : Number(process.argv[3])
const locks = localLocks()
const faults: (Fault | null)[] = []
let skew = 0
let tablet: Tablet
let open: Open | null = null
let token: UndoToken = { entries: [] }

const time = new VirtualTime(systemClock.now())
const weather = new Weather(time, seed ?? 0)
const chance = seed === null ? Math.random : seeded(seed + 1)
let started = false

const realClock: Clock = { now: () => systemClock.now() + skew, monotonic: systemClock.monotonic }

const unreliable: typeof fetch = async (input, init) => {
  const fault = faults.shift() ?? null
  if (fault === 'lose request') throw new TypeError('lost on the way there')
  const answer = await fetch(input, init)
  if (fault === 'lose response') throw new TypeError('lost on the way back')
  return answer
}

const clock: Clock = seed === null ? realClock : time
const timers: Timers = seed === null ? systemTimers : time
const http = createHttp({ base, clock, timers, fetch: seed === null ? unreliable : weather.fetch })

function attach(profileId: string, access: string | null): Open {
  const store = openProfile(profileId, keysOf(tablet, profileId))
  const api = createApi({ http, tablet, locks, profileId })
  api.useAccess(access)
  const sync = createSync({
    store,
    tablet,
    api,
    clock,
    timers,
    random: chance,
    locks,
    appVersion: 'convergence',
  })
  return { store, api, sync, user: Number(profileId.split(':')[1]) }
}

/** Waits until the engine rests, or until only virtual time can bring it on. */
async function settle(): Promise<void> {
  for (let turns = 0; turns < MOST_TURNS; turns += 1) {
    await turn()
    const resting = !signedIn().sync.status().running || weather.late > 0 || time.pausing
    if (turns > 20 && weather.atServer === 0 && resting) return
  }
  throw new Error('the engine never rests')
}

function signedIn(): Open {
  if (!open) throw new Error('sign in first')
  return open
}

function reopen(): void {
  const { store, sync } = signedIn()
  void sync.stop()
  store.close()
  open = attach(store.profileId, null)
  if (started) open.sync.start()
}

/** After so many more transactions the page is dead and another one opened: whatever it was about to write or to read stays as it
 * was, and nobody hears how its request ended. Returns how to spare it. */
async function doom(steps: number): Promise<() => void> {
  const { db } = signedIn().store
  await db.open()
  const { core } = db
  const begin = core.transaction
  let left = steps
  core.transaction = (...given) => {
    left -= 1
    if (left === -1) {
      reopen()
      db.open = () => Promise.reject(new Error('A dead page opens nothing.')) as never
    }
    if (left < 0) throw new DOMException('The page is dead.', 'AbortError')
    return begin(...given)
  }
  return () => {
    left = Number.POSITIVE_INFINITY
  }
}

const commands: Record<string, (given: Command) => Promise<unknown>> = {
  async signin({ organization, email, password, name }) {
    if (name) await setDeviceName(tablet, name)
    const done = await signIn({ http, tablet, clock }, { organization, email, password })
    if (!done.ok) throw new Error(JSON.stringify(done.error))
    open?.store.close()
    open = attach(done.value.profile.id, done.value.access)
    return { profile: done.value.profile.id, device: tablet.deviceId }
  },
  async mark({ marks }) {
    const { store, user } = signedIn()
    const marked = await recordMarks(
      store,
      marks.map((one) => ({ ...one, marked_by: user, now: clock.now() })),
    )
    token = marked.undo
    return marked.ops.map((op) => op.op_id)
  },
  /** The id of the session until it has its number. */
  async begin({ group, title }) {
    const { store, user } = signedIn()
    const now = clock.now()
    const plan = { group, name: title, starts_at: now, ends_at: now + 3_600_000 }
    const begun = await beginOnTheSpot(store, { ...plan, marked_by: user, now })
    token = begun.undo
    return begun.session
  },
  async strike({ session, verb }) {
    const { store, user } = signedIn()
    const strike = verb === 'start' ? startSession : endSession
    token = (await strike(store, { session, marked_by: user, now: clock.now() })).undo
    return null
  },
  /** The sessions that its screens offer, by the numbers that it calls them by. */
  async sessions() {
    return (await signedIn().store.db.sessions.toArray()).map((one) => one.id).sort((a, b) => a - b)
  },
  async undo() {
    const { store, user } = signedIn()
    return undo(store, token, { marked_by: user, now: clock.now() })
  },
  async sync() {
    const { store, sync } = signedIn()
    await sync.syncNow()
    return { ...(await readStatus(store)), ...sync.status() }
  },
  async roster({ session }) {
    return readRoster(signedIn().store, session)
  },
  async state() {
    const { db } = signedIn().store
    const [records, ops, acked, attention, conflicts, sessions, sync] = await Promise.all([
      db.presence_records.toArray(),
      db.ops.orderBy('seq_no').toArray(),
      db.acked.toArray(),
      db.attention.toArray(),
      db.sync_conflicts.toArray(),
      db.sessions.toArray(),
      db.meta.get('sync'),
    ])
    return { records, ops, acked, attention, conflicts, sessions, sync: sync?.value ?? null }
  },
  async fault(given) {
    faults.splice(0, faults.length, ...given.faults)
    return faults.length
  },
  async clock(given) {
    skew = given.skew
    time.skew = skew
    return skew
  },
  /** The page dies and is opened again: memory is gone, the disk is not. */
  async reopen() {
    reopen()
    return null
  },
  /** From now on the engine syncs by its own timers. */
  async start() {
    started = true
    signedIn().sync.start()
    return null
  },
  async weather(given) {
    weather.storm = given.storm
    return weather.moods.splice(0)
  },
  /** Virtual time passes; what its timers set off happens. `dies`: before which of its next transactions the page dies. */
  async pass({ ms, dies }) {
    const spare = dies === null ? () => undefined : await doom(dies)
    await time.pass(ms, settle)
    spare()
    const { store, sync } = signedIn()
    return { ...(await readStatus(store)), ...sync.status() }
  },
  async close() {
    setImmediate(() => process.exit(0))
    return null
  },
}

async function answer(line: string): Promise<string> {
  try {
    const command = JSON.parse(line) as Command
    const run = commands[command.do]
    if (!run) throw new Error(`unknown command ${command.do}`)
    return JSON.stringify({ ok: (await run(command)) ?? null })
  } catch (error) {
    return JSON.stringify({ error: String(error) })
  }
}

tablet = await openTablet()
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${await answer(line)}\n`)
}
process.exit(0)
