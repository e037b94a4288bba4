import { expect, it } from 'vitest'
import { follow, type Heard, pauseAfter } from '@/office/imports/following'
import { heardOf } from '@/office/imports/use-import'
import { turn, VirtualTime } from '../../support/time'

/** Answers in this order, and is then at its end. */
async function followed(...answers: Heard[]) {
  const time = new VirtualTime(0)
  const began = time.now()
  const asked: number[] = []
  const following = follow(async () => {
    asked.push(time.now() - began)
    return answers.shift() ?? 'over'
  }, time)
  await turn()
  return { time, asked, following }
}

it('asks less and less while nothing moves, and quickly again when it does', () => {
  let pause = 0
  const pauses = Array.from({ length: 9 }, () => (pause = pauseAfter(pause, 'still')))
  expect(pauses[0]).toBe(400)
  expect(pauses.at(-1)).toBe(5000)
  expect(pauseAfter(5000, 'moved')).toBe(400)
})

it('waits up to half a minute for a server that does not answer', () => {
  let pause = 0
  for (let tries = 0; tries < 12; tries += 1) pause = pauseAfter(pause, 'lost')
  expect(pause).toBe(30_000)
})

it('ends by itself, and begins again when something was done', async () => {
  const { time, asked, following } = await followed('moved', 'still', 'over')
  await time.pass(60_000, turn)
  expect(asked).toEqual([0, 400, 1040])
  following.again()
  await turn()
  expect(asked).toHaveLength(4)
})

it('asks at once when the network is back, and never after it was stopped', async () => {
  const { time, asked, following } = await followed('lost', 'lost', 'lost', 'still')
  await time.pass(100, turn)
  following.again()
  await turn()
  expect(asked).toEqual([0, 100])
  following.stop()
  following.again()
  await time.pass(60_000, turn)
  expect(asked).toHaveLength(2)
})

it('goes on through a lost network while the import is at work, and asks no more about one at rest', () => {
  const at = (status: string, done: number) => ({ status, done }) as Parameters<typeof heardOf>[2]
  expect(heardOf('fresh', at('checking', 3), at('checking', 9))).toBe('moved')
  expect(heardOf('fresh', at('checking', 9), at('checking', 9))).toBe('still')
  expect(heardOf('fresh', at('checking', 9), at('checked', 9))).toBe('over')
  expect(heardOf('offline', null, null)).toBe('lost')
  expect(heardOf('failed', null, at('checking', 9))).toBe('lost')
  expect(heardOf('failed', null, at('done', 9))).toBe('over')
})
