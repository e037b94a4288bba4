/** A long roster: what of it is drawn, in which sections, and what a finger or a key asks for. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wishForKey } from '@/marking/keys'
import { bandFor } from '@/marking/list/band'
import { doubleTapGuard } from '@/marking/list/double-tap'
import { lineFor } from '@/marking/list/focus'
import { byGroup, byLetter, initialsOf, letterOf, thinned } from '@/marking/list/sections'
import { isForward, pullOf } from '@/marking/list/swipe'
import { between, drawn, Heights, isGap, layOut } from '@/marking/list/window'
import { shortcutFor } from '@/marking/shortcuts'
import type { RosterRow } from '@/store'

const person = (first_name: string, last_name: string) => ({ first_name, last_name })
const row = (id: number, last: string, first = 'Amina') =>
  ({ key: `1:${id}`, participant: { id, identifier: '', ...person(first, last) } }) as RosterRow

describe('a window', () => {
  const sections = fc.array(fc.array(fc.integer({ min: 40, max: 200 }), { minLength: 1, maxLength: 30 }), {
    maxLength: 8,
  })

  it('is as high as the whole list, shows what is seen, and keeps the line with the focus', () => {
    fc.assert(
      fc.property(sections, fc.nat(8000), fc.nat(1200), fc.nat(200), (heights, from, screen, focus) => {
        const head = 40
        const pieces = heights.map((rows) => ({ rows }))
        const layout = layOut(pieces, (height) => height, head)
        const all = heights.flat()
        const kept = focus < all.length ? focus : -1
        const [first, end] = between(layout, from, from + screen)
        const shown = drawn(layout, [first, end], kept, head)
        const parts = shown.sections.flatMap((one) => one.parts)
        const rows = parts.filter((part) => !isGap(part))
        const high =
          shown.sections.reduce((sum, one) => sum + one.before + head, 0) +
          parts.reduce<number>((sum, part) => sum + (isGap(part) ? part.gap : (all[part] as number)), 0) +
          shown.after
        expect(high).toBe(layout.total)
        expect(layout.total).toBe(all.reduce((sum, height) => sum + height, 0) + head * heights.length)
        const seen = all.map((_, at) => at).filter((at) => touches(layout, at, from, from + screen))
        expect(rows).toEqual([...new Set([...seen, ...(kept < 0 ? [] : [kept])])].sort((a, b) => a - b))
      }),
    )
  })

  const touches = ({ tops, bottoms }: ReturnType<typeof layOut>, at: number, from: number, to: number) =>
    (bottoms[at] as number) > from && (tops[at] as number) < to

  it('moves before its end comes in sight, and stays while that is far', () => {
    const band = bandFor({ from: 0, to: 0 }, 0, 800)
    expect(bandFor(band, 200, 800)).toBe(band)
    const moved = bandFor(band, 500, 800)
    expect(moved).not.toBe(band)
    expect(moved.from).toBeLessThan(500 - 800 / 2)
    expect(bandFor(band, 90_000, 800)).toMatchObject({ from: 90_000 - 560, to: 90_800 + 560 })
  })

  it('takes lines that it never saw for as high as most of those it saw', () => {
    const heights = new Heights(68)
    expect(heights.of(9)).toBe(68)
    expect(
      heights.learn([
        [1, 64],
        [2, 64],
        [3, 64],
        [4, 90],
        [5, 64],
      ]),
    ).toBe(true)
    expect([heights.of(9), heights.of(4)]).toEqual([64, 90])
    expect(
      heights.learn([
        [1, 64],
        [4, 90],
      ]),
    ).toBe(false)
    heights.forget()
    expect(heights.of(4)).toBe(68)
  })
})

describe('sections', () => {
  it.each([
    ['Élodie', 'E'],
    ['van Dyk', 'V'],
    ['王', '王'],
    ['রহমান', 'র'],
    ['أحمد', 'ا'],
    ['101', '#'],
    ['🎓', '#'],
  ])('puts %s under %s', (last, letter) => {
    expect(letterOf(person('Zoë', last))).toBe(letter)
  })

  it('take the first name where there is no last, and never two with one key', () => {
    expect(letterOf(person('Max', ''))).toBe('M')
    const found = byLetter([row(1, 'Ali'), row(2, 'Ámos'), row(3, 'Bo'), row(4, 'Ali')])
    expect(found.map(({ label, rows }) => [label, rows.length])).toEqual([
      ['A', 2],
      ['B', 1],
      ['A', 1],
    ])
    expect(new Set(found.map(({ key }) => key)).size).toBe(3)
  })

  it('follow the groups inside by name, with numbers in their order, and everybody else last', () => {
    const groups = new Map([
      [1, 'Room 10'],
      [2, 'Room 9'],
      [4, 'Room 10'],
    ])
    const found = byGroup([row(1, 'A'), row(2, 'B'), row(3, 'C'), row(4, 'D')], groups, 'Everybody else')
    expect(found.map(({ label, rows }) => [label, rows.map((one) => one.participant.id)])).toEqual([
      ['Room 9', [2]],
      ['Room 10', [1, 4]],
      ['Everybody else', [3]],
    ])
  })

  it.each([
    ['José', 'García', 'J\u200cG'],
    ['রহিমা', 'বেগম', 'র\u200cবে'],
    ['فاطمة', 'الزهراء', 'ف\u200cا'],
    ['(Bob)', '', 'B'],
    ['👩🏽‍🏫 Zoë', 'x', '👩🏽‍🏫\u200cX'],
    ['', '', '#'],
  ])('know %s %s by their initials', (first, last, initials) => {
    expect(initialsOf(person(first, last))).toBe(initials)
  })

  it('are thinned for a rail that has less room, evenly and from the first', () => {
    expect(thinned([...'ABCDEFG'], 3)).toEqual(['A', 'D', 'G'])
    expect(thinned([...'ABC'], 9)).toEqual(['A', 'B', 'C'])
  })
})

describe('a finger', () => {
  it('takes hold only sideways, marks only from afar, and lets go when it comes back', () => {
    expect(pullOf('idle', 5, 2)).toBe('idle')
    expect(pullOf('idle', 6, 30)).toBe('lost')
    expect(pullOf('idle', 30, 20)).toBe('lost')
    expect(pullOf('idle', 12, 9)).toBe('idle')
    expect(pullOf('lost', 300, 0)).toBe('lost')
    expect(pullOf('idle', -40, 10)).toBe('held')
    expect(pullOf('held', -120, 80)).toBe('armed')
    expect(pullOf('armed', -20, 80)).toBe('held')
  })

  it('means present along the way that is read, and the exception against it', () => {
    expect([isForward(120, 'ltr'), isForward(-120, 'ltr')]).toEqual([true, false])
    expect([isForward(120, 'rtl'), isForward(-120, 'rtl')]).toEqual([false, true])
  })

  it('does not mark the next person when the list moved between the taps of a double tap', () => {
    const guard = doubleTapGuard((target) => target)
    const tap = (timeStamp: number, line: string, clientX = 100, detail = 1) =>
      guard({ timeStamp, clientX, clientY: 300, detail, target: line as unknown as EventTarget })
    expect(tap(1000, 'Amina')).toBe(false)
    expect(tap(1200, 'Bilal')).toBe(true)
    expect(tap(1300, 'Amina')).toBe(false)
    expect(tap(2000, 'Bilal')).toBe(false)
    expect(tap(2100, 'Chloé', 400)).toBe(false)
    expect(tap(2200, 'Dewan', 400, 0)).toBe(false)
  })
})

describe('a key', () => {
  const states = [{ code: 'present' }, { code: 'absent' }]
  const letters = new Map([
    ['present', 'P'],
    ['absent', '1'],
  ])

  it('asks for a state by its letter, else by its place, and clears', () => {
    expect(wishForKey('p', states, letters)).toBe('present')
    expect(wishForKey('1', states, letters)).toBe('absent')
    expect(wishForKey('2', states, letters)).toBe('absent')
    expect(wishForKey('Delete', states, letters)).toBe(null)
    expect(wishForKey('9', states, letters)).toBeUndefined()
    expect(wishForKey('Tab', states, letters)).toBeUndefined()
  })

  it('leads to every line of the list and not beyond', () => {
    const rows = Array.from({ length: 25 }, (_, id) => row(id, 'X'))
    expect(
      ['ArrowDown', 'PageDown', 'End', 'Home', 'PageUp', 'x'].map((key) => lineFor(key, 20, rows)),
    ).toEqual([21, 24, 24, 0, 10, null])
  })

  it('works on the page only where nobody writes', () => {
    const press = (key: string, more = {}) => ({
      key,
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      shiftKey: false,
      ...more,
    })
    expect(shortcutFor(press('?'), false)).toBe('help')
    expect(shortcutFor(press('/'), false)).toBe('search')
    expect(shortcutFor(press('z', { ctrlKey: true }), false)).toBe('undo')
    expect(shortcutFor(press('z', { ctrlKey: true, shiftKey: true }), false)).toBe(null)
    expect(shortcutFor(press('?'), true)).toBe(null)
  })
})
