import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import type { Ask, Reply } from '@/base/http'
import { tellWish, WISHES_PATH } from '@/office/notifications/wishes'
import { openProfile, readRemote, saveRemote } from '@/store'
import { KEYS } from '../../support/tablets'

const ALL = { absence: true, conflict: true, data_quality: true }
const answer = (json: unknown): Reply => ({
  kind: 'answer',
  status: 200,
  json,
  problem: null,
  header: () => null,
  sentAt: 0,
  receivedAt: 0,
  tookMs: 0,
  gzipped: false,
})

async function tablet(name: string) {
  const store = openProfile(name, KEYS)
  await saveRemote(store, WISHES_PATH, ALL, 5000)
  const kept = async () => (await readRemote(store, WISHES_PATH))?.value
  return { store, kept }
}

it('shows no choice as kept that the server has not taken', async () => {
  const { store, kept } = await tablet('906:1')
  const offline = { request: async (): Promise<Reply> => ({ kind: 'offline', why: 'network' }) }
  expect(await tellWish(store, offline, 'conflict', false)).toMatchObject({ error: { code: 'offline' } })
  expect(await kept()).toEqual(ALL)
  store.close()
})

it('keeps each of two choices, in whatever order their answers come', async () => {
  const { store, kept } = await tablet('906:2')
  const asked: Ask[] = []
  let answerFirst: (reply: Reply) => void = () => undefined
  const late = new Promise<Reply>((resolve) => {
    answerFirst = resolve
  })
  const api = {
    request: (ask: Ask) => {
      asked.push(ask)
      // The server took this one first, and its answer comes last.
      return asked.length === 1 ? late : Promise.resolve(answer({ ...ALL, conflict: false, absence: false }))
    },
  }
  const first = tellWish(store, api, 'conflict', false)
  await tellWish(store, api, 'absence', false)
  answerFirst(answer({ ...ALL, conflict: false }))
  await first
  expect(asked.map((one) => one.body)).toEqual([{ conflict: false }, { absence: false }])
  expect(await kept()).toEqual({ ...ALL, conflict: false, absence: false })
  store.close()
})
