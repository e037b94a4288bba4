/** A verdict is told by colour, sign and words, and heard and felt unless somebody switched that off. */
import { beforeEach, expect, it, vi } from 'vitest'
import type { Verdict } from '@/scan/desk'
import { type Namer, shownOf } from '@/scan/shown'
import { play } from '@/scan/tones'
import { chooseSound, chooseVibration, feel, wakeSound } from '@/ui/feedback'

const AMINA = { id: 1, first_name: 'Amina', last_name: 'Rahman' }
const names: Namer = { state: (code) => code, user: () => 'Mina', zone: 'UTC' }
const told = (verdict: Verdict) => shownOf(verdict, names)

/** What the browser has for sound and for shaking, which keeps what it was asked for. */
const heard: number[] = []
const felt: (number | number[])[] = []
let less = false
const silent = { setValueAtTime: () => undefined, linearRampToValueAtTime: () => undefined }
class Audio {
  state = 'running'
  currentTime = 0
  destination = {}
  resume = async () => undefined
}
class Voice {
  connect = (next: unknown) => next
  start = () => undefined
  stop = () => undefined
  constructor(_: unknown, how: { frequency: number }) {
    heard.push(how.frequency)
  }
}
class Volume {
  gain = silent
  connect = (next: unknown) => next
}
vi.stubGlobal('window', { AudioContext: Audio })
vi.stubGlobal('AudioContext', Audio)
vi.stubGlobal('OscillatorNode', Voice)
vi.stubGlobal('GainNode', Volume)
vi.stubGlobal('navigator', { vibrate: (pattern: number | number[]) => felt.push(pattern) })
vi.stubGlobal('matchMedia', () => ({ matches: less }))

beforeEach(() => {
  less = false
  chooseSound('scan', true)
  chooseSound('mark', false)
  chooseVibration(true)
  wakeSound()
  heard.length = 0
  felt.length = 0
})

it('gives each kind of answer a tone and a sign of its own, and says it', () => {
  const kinds = [
    told({ kind: 'marked', person: AMINA, state: 'present', before: null, arrived: false }),
    told({ kind: 'already', person: AMINA, state: 'present', at: 0, by: 9 }),
    told({ kind: 'elsewhere', person: { ...AMINA, identifier: '7', groups: ['Chess'] } }),
    told({ kind: 'unknown', code: 'X-5' }),
  ]
  expect(kinds.map(({ tone }) => tone)).toEqual(['good', 'wait', 'ask', 'bad'])
  expect(new Set(kinds.map(({ icon }) => icon)).size).toBe(4)
  expect(kinds.map(({ text }) => text)).toEqual([
    'present',
    expect.stringContaining('Already marked: present, at'),
    'Not in this group, but in Chess.',
    'Nobody on this tablet has “X-5”.',
  ])
})

it('plays a tune for each tone that no other has, and shakes', () => {
  const tunes = (['good', 'wait', 'ask', 'bad'] as const).map((tone) => {
    heard.length = 0
    play(tone)
    return heard.join()
  })
  expect(new Set(tunes).size).toBe(4)
  expect(tunes).not.toContain('')
  expect(felt).toHaveLength(4)
})

it('is silent and still where somebody chose so, or asked for less motion', () => {
  chooseSound('scan', false)
  play('bad')
  expect([heard.length, felt.length]).toEqual([0, 1])
  chooseVibration(false)
  play('bad')
  less = true
  chooseVibration(true)
  play('bad')
  expect([heard.length, felt.length]).toEqual([0, 1])
})

it('lets a tap be felt, and heard only where somebody chose so', () => {
  feel('marked')
  expect([heard.length, felt.length]).toEqual([0, 1])
  chooseSound('mark', true)
  feel('marked')
  expect(heard).toEqual([880])
})
