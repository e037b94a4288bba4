/** What is written while the database is still opening, with queries that wait for it too. */
import { beforeEach, expect, test } from 'vitest'
import { openProfile, watchRemote, watchStatus } from '@/store'
import { ownsBase } from '@/store/base'
import { freshDisk } from '../support/tablets'

beforeEach(() => void freshDisk())

const KEYS = { tablet: new Uint8Array(32), data: { id: 'key', key: new Uint8Array(32) } }

test('it stays in its transaction', async () => {
  const store = openProfile('1:7', KEYS)
  const { db } = store
  const looking = [watchRemote(store, 'a'), watchRemote(store, 'b'), watchStatus(store)].map((one) =>
    one.subscribe(() => undefined),
  )
  while (!db.isOpen()) await new Promise((resolve) => setTimeout(resolve))
  const write = (key: string) =>
    store.durable(async () =>
      db.transaction('rw', db.remote, db.meta, async () => {
        if (await ownsBase(db)) await db.remote.put({ key, value: 1, saved_at: 1 })
      }),
    )
  await Promise.all([write('a'), write('b')])
  expect(await db.remote.count()).toBe(2)
  for (const stop of looking) stop()
  store.close()
})
