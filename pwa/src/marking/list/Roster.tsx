import { useComputed, useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { t } from '../../base/text'
import type { RosterRow } from '../../store'
import type { LineActions, LineWorld } from '../line-world'
import type { Marking } from '../marking'
import { useBand } from './band'
import { doubleTapGuard } from './double-tap'
import { beside, ensureTabStop, focusLine, keepTabStop, lineFor, type Place, placeOfCell } from './focus'
import { useHearing } from './hearing'
import { useMeasured } from './measure'
import { Rail } from './Rail'
import { RosterLine } from './RosterLine'
import type { Section } from './sections'
import { createSwipe } from './swipe'
import { between, drawn, isGap, layOut } from './window'

interface Props {
  sections: readonly Section[]
  marking: Marking
  world: LineWorld
  actions: LineActions
}

/** Up to so many lines the list is drawn whole: the browser's own search finds everybody, and nothing is measured. */
const WHOLE = 100
/** As high as the style sheet makes a section's heading. */
const HEAD = 40

/** The list itself: one tab stop, arrows to move, a state's letter to mark and go to the next person. Of a long list only what
 * is near the screen is in the page, and the line that has the focus. */
export function Roster({ sections, marking, world, actions }: Props) {
  const list = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => sections.flatMap((section) => section.rows), [sections])
  const indexOf = useMemo(() => new Map(rows.map((row, at) => [row.participant.id, at])), [rows])
  const headed = sections.some(({ label }) => label !== '')
  const head = headed ? HEAD : 0
  const whole = rows.length <= WHOLE
  const { heights, news } = useMeasured(list, whole)
  const layout = useMemo(
    () => layOut(sections, (row) => heights.of(row.participant.id), head),
    [sections, head, news.value],
  )
  const band = useBand(list)
  const range = useComputed(() => [band.value.from, band.value.to] as const).value
  /** Person with the focus, and the button that waits for its line to be drawn. */
  const focused = useRef<number | null>(null)
  const wanted = useRef<{ row: number; cell: number } | null>(null)
  const drawAgain = useSignal(0)
  drawAgain.value

  const kept = focused.current === null ? -1 : (indexOf.get(focused.current) ?? -1)
  const shown = whole ? ([0, rows.length] as [number, number]) : between(layout, ...range)
  const { sections: visible, after } = drawn(layout, shown, kept, head)

  useLayoutEffect(() => {
    if (!list.current || !wanted.current) return
    if (focusLine(list.current, wanted.current.row, wanted.current.cell)) wanted.current = null
  })
  useEffect(() => {
    if (list.current) ensureTabStop(list.current)
  })
  const swipe = useMemo(() => createSwipe(), [])
  const guard = useMemo(() => doubleTapGuard(), [])
  swipe.follow({ world, actions, rowOf: (id) => rows[indexOf.get(id) ?? -1] })

  function goTo(at: number, cell: number): boolean {
    const row = rows[at]?.participant.id
    if (row === undefined || !list.current || focusLine(list.current, row, cell)) return true
    // Not drawn yet: it is kept as the focused one, and gets the focus when it is in the page.
    focused.current = row
    wanted.current = { row, cell }
    drawAgain.value += 1
    return true
  }
  function move(key: string, place: Place): boolean {
    const neighbour = beside(key, place)
    if (neighbour !== null) {
      neighbour?.focus()
      return true
    }
    const at = lineFor(key, indexOf.get(place.row) ?? 0, rows)
    return at !== null && goTo(at, place.cell)
  }
  function markByKey(key: string, place: Place): boolean {
    const row = rows[indexOf.get(place.row) ?? -1]
    const wish = row && world.mayMark ? world.wishFor(key) : undefined
    if (!row || wish === undefined) return false
    actions.mark(row, wish)
    return wish === null || move('ArrowDown', place)
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return
    const place = placeOfCell(event.target)
    if (place && (move(event.key, place) || markByKey(event.key, place))) event.preventDefault()
  }
  useHearing(list, {
    keydown: onKeyDown,
    focusin(event) {
      if (!list.current || !(event.target instanceof Element)) return
      keepTabStop(list.current, event.target)
      const place = placeOfCell(event.target)
      if (place) focused.current = place.row
    },
    focusout(event) {
      const inside = event.relatedTarget instanceof Node && list.current?.contains(event.relatedTarget)
      if (!inside && wanted.current === null) focused.current = null
    },
    click(event) {
      if (!swipe.ate(event) && !guard(event)) return
      event.preventDefault()
      event.stopPropagation()
    },
    pointerdown: swipe.down,
    pointermove: swipe.move,
    pointerup: swipe.up,
    pointercancel: swipe.cancel,
  })
  const jump = (section: number, focus: boolean) => {
    const at = layout.sections[section]
    if (!at || !list.current) return
    const top = list.current.getBoundingClientRect().top + scrollY
    const cover = Number.parseFloat(getComputedStyle(list.current).scrollMarginBlockStart) || 0
    scrollTo(0, top + at.top - cover)
    if (focus) goTo(at.first, 0)
  }
  const line = (at: number, place: number, size: number) => {
    const row = rows[at] as RosterRow
    return (
      <RosterLine
        key={row.key}
        row={row}
        tap={marking.taps.of(row.participant.id)}
        world={world}
        actions={actions}
        {...(whole ? {} : { place: place + 1, size })}
      />
    )
  }
  return (
    <div class="roster-frame">
      <div ref={list} class="roster" data-headed={headed}>
        {/* One flat list: a section that stays must not be made anew when one before it goes, or the focus inside is lost. */}
        {visible.flatMap(({ section, before, parts }) => {
          const { key, label } = sections[section] as Section
          const { first, end } = layout.sections[section] as { first: number; end: number }
          return [
            before > 0 && <Gap key={`before ${key}`} size={before} />,
            <section key={key} class="roster-section">
              {label !== '' && <h2 class="roster-head">{label}</h2>}
              <ul aria-label={label === '' ? t('Roster') : t('Roster, {section}', { section: label })}>
                {parts.map((part, at) =>
                  isGap(part) ? (
                    <li
                      key={`gap ${at}`}
                      class="roster-gap"
                      aria-hidden="true"
                      style={{ blockSize: `${part.gap}px` }}
                    />
                  ) : (
                    line(part, part - first, end - first)
                  ),
                )}
              </ul>
            </section>,
          ]
        })}
        {after > 0 && <Gap size={after} />}
      </div>
      {headed && sections.length > 1 && <Rail labels={sections.map(({ label }) => label)} onJump={jump} />}
    </div>
  )
}

const Gap = ({ size }: { size: number }) => <div class="roster-gap" style={{ blockSize: `${size}px` }} />
