/** One setting says what sounds; what somebody chose in an older build still holds. */
import { beforeEach, expect, it, vi } from 'vitest'
import type { Sounding } from '@/ui/feedback'

const kept = new Map<string, string>()
const opened = async () => {
  vi.resetModules()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  })
  return import('@/ui/feedback')
}

beforeEach(() => kept.clear())

it('lets scans sound and taps be quiet until somebody chooses', async () => {
  expect((await opened()).sounds.value).toEqual({ scan: true, mark: false })
})

it.each([
  [{ 'scan-sound': 'off' }, { scan: false, mark: false }],
  [{ 'omnipresence-sound': 'on' }, { scan: true, mark: true }],
  [
    { 'scan-sound': 'off', 'omnipresence-sound': 'on' },
    { scan: false, mark: true },
  ],
])('carries over what an older build kept: %j', async (older, sounds) => {
  for (const [key, value] of Object.entries(older)) kept.set(key, value)
  expect((await opened()).sounds.value).toEqual(sounds)
})

it.each<[Sounding, boolean]>([
  ['scan', false],
  ['mark', true],
])('remembers a choice, and that both are off: %s %s', async (what, on) => {
  kept.set('scan-sound', 'on')
  const first = await opened()
  first.chooseSound(what, on)
  const second = await opened()
  expect(second.sounds.value).toEqual({ scan: true, mark: false, [what]: on })
  second.chooseSound('scan', false)
  second.chooseSound('mark', false)
  expect((await opened()).sounds.value).toEqual({ scan: false, mark: false })
})

it('goes on where the browser keeps nothing', async () => {
  vi.resetModules()
  const refuse = () => {
    throw new DOMException('no storage', 'SecurityError')
  }
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse })
  const { chooseSound, sounds } = await import('@/ui/feedback')
  chooseSound('mark', true)
  expect(sounds.value).toEqual({ scan: true, mark: true })
})
