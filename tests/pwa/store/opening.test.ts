/** What is written while the database is still opening, with queries that wait for it too. */
import { beforeEach, expect, test, vi } from 'vitest'
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

test('two that lose the connection together open it anew once, and neither ends the work of the other', async () => {
  const store = openProfile('1:7', KEYS)
  const { db } = store
  await store.opened()
  const closing = vi.spyOn(db, 'close')
  let lose = () => {}
  const slower = new Promise<void>((resolve) => {
    lose = resolve
  })
  const losing = (key: string, until: Promise<void>) => {
    let tries = 0
    return store.durable(async () => {
      tries += 1
      if (tries === 1) await until
      if (tries === 1) throw Object.assign(new Error('lost'), { name: 'InvalidStateError' })
      await db.transaction('rw', db.remote, () => {
        lose()
        return db.remote.put({ key, value: 1, saved_at: 1 })
      })
    })
  }
  await Promise.all([losing('a', Promise.resolve()), losing('b', slower)])
  expect(await db.remote.count()).toBe(2)
  expect(closing).toHaveBeenCalledTimes(1)
  store.close()
})
