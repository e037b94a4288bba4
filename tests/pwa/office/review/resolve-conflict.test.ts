import { expect, it } from 'vitest'
import type { Ask, Reply } from '@/base/http'
import { resolveConflict } from '@/office/review/resolve'
import type { Asking } from '@/store'

const answer = (status: number, code = ''): Reply => ({
  kind: 'answer',
  status,
  json: {},
  problem: code ? { title: '', status, detail: 'detail', code, errors: [] } : null,
  header: () => null,
  sentAt: 0,
  receivedAt: 0,
  tookMs: 0,
  gzipped: false,
})
const decide = (reply: Reply | { kind: 'signed_out' }, asked: Omit<Ask, 'access'>[] = []) => {
  const api: Asking = {
    request: async (ask) => {
      asked.push(ask)
      return reply
    },
  }
  return resolveConflict(api, { id: 4 }, { chosen_version: 'a' }, 17)
}

it('asks with the version that the person saw', async () => {
  const asked: Omit<Ask, 'access'>[] = []
  expect(await decide(answer(200), asked)).toEqual({ kind: 'decided' })
  expect(asked).toEqual([
    {
      method: 'POST',
      path: '/sync-conflicts/4/resolve',
      body: { chosen_version: 'a', expected_version: 17 },
    },
  ])
})

it('tells a faster colleague from a changed mark, a missing network and an ended sign-in', async () => {
  expect(await decide(answer(409, 'conflict_already_resolved'))).toMatchObject({
    kind: 'stale',
    message: expect.stringContaining('Somebody'),
  })
  expect(await decide(answer(409, 'version_changed'))).toMatchObject({
    kind: 'stale',
    message: expect.stringContaining('changed'),
  })
  expect(await decide({ kind: 'offline', why: 'network' })).toEqual({ kind: 'offline' })
  expect(await decide({ kind: 'signed_out' })).toEqual({ kind: 'signed_out' })
  expect(await decide(answer(403, 'forbidden'))).toEqual({ kind: 'refused', message: 'detail' })
})
