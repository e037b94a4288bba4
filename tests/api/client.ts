/** A program as a stranger would write it: openapi-fetch on the types that openapi-typescript made of openapi.yaml. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import createClient from 'openapi-fetch'
import type { components, paths } from '@/base/api.gen.ts'

type Problem = components['schemas']['Problem']

const baseUrl = process.argv[2] ?? ''
const guest = createClient<paths>({ baseUrl })
const { data: signedIn } = await guest.POST('/api/v1/auth/token', {
  body: { organization: 'demo-school', email: 'admin@example.com', password: 'omnipresence-demo' },
})
assert(signedIn)
const api = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${signedIn.access}` } })

const { data: made, response: created } = await api.POST('/api/v1/participants', {
  params: { header: { 'Idempotency-Key': randomUUID() } },
  body: { identifier: 'TS-1', first_name: 'Amina', last_name: 'Rahman' },
})
assert(made && !Array.isArray(made) && created.status === 201)

const one = { params: { path: { id: made.id } } }
const { data: read, response } = await api.GET('/api/v1/participants/{id}', one)
assert.deepEqual(read, made)
const header = { 'If-Match': response.headers.get('ETag') ?? '' }
const { data: changed } = await api.PATCH('/api/v1/participants/{id}', {
  params: { ...one.params, header },
  body: { last_name: 'Begum' },
})
assert.equal(changed?.last_name, 'Begum')

const late = await api.PATCH('/api/v1/participants/{id}', {
  params: { ...one.params, header },
  body: { last_name: 'Khatun' },
})
const stale: Problem | undefined = late.error
assert.deepEqual([stale?.status, stale?.code], [412, 'version-changed'])
const wrong = await api.POST('/api/v1/participants', {
  body: { identifier: 'TS-2', first_name: '', last_name: '' },
})
const refused: Problem | undefined = wrong.error
assert.deepEqual([refused?.code, refused?.errors?.[0]?.pointer], ['invalid-input', '/first_name'])

const { data: page } = await api.GET('/api/v1/participants', { params: { query: { limit: 2, count: true } } })
assert(page?.next && page.results.length === 2 && page.count === 6)
const { data: sessions } = await api.GET('/api/v1/sessions')
const session = sessions?.results[0]
assert(session)
await api.POST('/api/v1/group-memberships', { body: { group: session.group, participant: made.id } })
const now = Date.now()
const { data: reply } = await api.POST('/api/v1/sync', {
  body: {
    protocol: 2,
    device_id: randomUUID(),
    batch_id: randomUUID(),
    client_time: now,
    limit: 1,
    ops: [
      {
        op_id: randomUUID(),
        seq_no: 1,
        kind: 'mark',
        session: session.id,
        participant: made.id,
        state: 'present',
        base_version: 0,
        marked_at: now,
        marked_by: signedIn.user.id,
      },
    ],
  },
})
assert.equal(reply?.results[0]?.outcome, 'applied')

const spare = await api.POST('/api/v1/groups', { body: { name: 'Spare', group_type: 'class' } })
assert(spare.data && !Array.isArray(spare.data))
const gone = await api.DELETE('/api/v1/groups/{id}', { params: { path: { id: spare.data.id } } })
assert.equal(gone.response.status, 204)
const { error } = await guest.GET('/api/v1/me')
assert.equal(error?.code, 'not-authenticated')
process.stdout.write('ok\n')
