/** One tablet in a process of its own: the real engine and store on an IndexedDB in memory, told what to do line by line.
 *
 * Each line on stdin is `{"do": "...", ...}`, each line on stdout the answer, `{"ok": ...}` or `{"error": "..."}`. Started as
 * `node tablet.js <base address>`, for instance http://127.0.0.1:8123/api/v1. Python tests drive any number of them against
 * the real server; `fault` makes the network lose the next requests or their answers. */
import 'fake-indexeddb/auto'
import { createInterface } from 'node:readline'
import { type Clock, systemClock, systemTimers } from '@/base/clock'
import { createHttp } from '@/base/http'
import { localLocks } from '@/base/locks'
import {
  openProfile,
  openTablet,
  readRoster,
  readStatus,
  recordMarks,
  type Store,
  setDeviceName,
  type Tablet,
  type UndoToken,
  undo,
} from '@/store'
import { type Api, createApi, createSync, type Sync, signIn } from '@/sync'

type Fault = 'lose request' | 'lose response'

interface Command {
  do: string
  organization: string
  email: string
  password: string
  name?: string
  marks: { session: number; participant: number; state?: string | null; note?: string }[]
  session: number
  faults: (Fault | null)[]
  skew: number
}

interface Open {
  store: Store
  api: Api
  sync: Sync
  user: number
}

const base = process.argv[2] ?? ''
const locks = localLocks()
const faults: (Fault | null)[] = []
let skew = 0
let tablet: Tablet
let open: Open | null = null
let token: UndoToken = { entries: [] }

const clock: Clock = { now: () => systemClock.now() + skew, monotonic: systemClock.monotonic }

const unreliable: typeof fetch = async (input, init) => {
  const fault = faults.shift() ?? null
  if (fault === 'lose request') throw new TypeError('lost on the way there')
  const answer = await fetch(input, init)
  if (fault === 'lose response') throw new TypeError('lost on the way back')
  return answer
}

const http = createHttp({ base, clock, timers: systemTimers, fetch: unreliable })

function attach(profileId: string, access: string | null): Open {
  const store = openProfile(profileId)
  const api = createApi({ http, tablet, locks, profileId })
  api.useAccess(access)
  const random = Math.random
  const sync = createSync({
    store,
    tablet,
    api,
    clock,
    timers: systemTimers,
    random,
    locks,
    appVersion: 'convergence',
  })
  return { store, api, sync, user: Number(profileId.split(':')[1]) }
}

function signedIn(): Open {
  if (!open) throw new Error('sign in first')
  return open
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
    return skew
  },
  /** The page dies and is opened again: memory is gone, the disk is not. */
  async reopen() {
    const { store } = signedIn()
    store.close()
    open = attach(store.profileId, null)
    return null
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
