import { expect, it } from 'vitest'
import { leave } from '@/worker/leave'
import { cacheName } from '@/worker/precache'

function place(names: string[]) {
  const left = new Set(names)
  const done: string[] = []
  const caches = { keys: async () => [...left], delete: async (name: string) => left.delete(name) }
  const unregister = async () => done.push('unregister')
  const reload = async () => done.push('reload')
  return { left, done, parts: { caches, unregister, reload } }
}

it('drops the app, unregisters the worker and loads the pages again', async () => {
  const { left, done, parts } = place([cacheName('v1'), cacheName('v2'), 'somebody else'])
  await leave(parts)
  expect([...left]).toEqual(['somebody else'])
  expect(done).toEqual(['unregister', 'reload'])
})

it('does not load the pages for ever when they register it again', async () => {
  const { done, parts } = place([])
  await leave(parts)
  expect(done).toEqual(['unregister'])
})
