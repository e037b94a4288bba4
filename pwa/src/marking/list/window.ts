/** Where the lines of a long list stand, and which of them must be in the page. All lengths in CSS pixels. */

interface Piece<T> {
  rows: readonly T[]
}

export interface Layout {
  /** Upper edge of each row, counted through all sections; one more entry than rows, the last of no meaning but its end. */
  tops: Float64Array
  bottoms: Float64Array
  /** Upper edge of each section, and the index of its first row. */
  sections: { top: number; bottom: number; first: number; end: number }[]
  total: number
}

/** @param head height of a section's heading, 0 where there are none */
export function layOut<T>(sections: readonly Piece<T>[], heightOf: (row: T) => number, head: number): Layout {
  const count = sections.reduce((sum, { rows }) => sum + rows.length, 0)
  const tops = new Float64Array(count)
  const bottoms = new Float64Array(count)
  const placed: Layout['sections'] = []
  let [at, y] = [0, 0]
  for (const { rows } of sections) {
    const [top, first] = [y, at]
    y += head
    for (const row of rows) {
      tops[at] = y
      y += heightOf(row)
      bottoms[at] = y
      at += 1
    }
    placed.push({ top, bottom: y, first, end: at })
  }
  return { tops, bottoms, sections: placed, total: y }
}

/** Rows of which something lies between two heights: the first, and the one after the last. */
export function between({ tops, bottoms }: Layout, from: number, to: number): [number, number] {
  return [firstWhere(bottoms, (bottom) => bottom > from), firstWhere(tops, (top) => top >= to)]
}

function firstWhere(values: Float64Array, holds: (value: number) => boolean): number {
  let [low, high] = [0, values.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(values[middle] as number)) high = middle
    else low = middle + 1
  }
  return low
}

export interface Gap {
  gap: number
}
export const isGap = (part: number | Gap): part is Gap => typeof part !== 'number'

export interface DrawnSection {
  section: number
  /** Empty space above, up to the section that was drawn before. */
  before: number
  /** Indices of rows, and the space of those that are left out. */
  parts: (number | Gap)[]
}

export interface Drawn {
  sections: DrawnSection[]
  after: number
}

/** What is drawn: the rows of the range and the kept ones, and for all others one space as high as they.
 * @param kept index of a row that stays although it lies outside, for instance because it has the focus; -1 for none */
export function drawn(layout: Layout, [from, to]: [number, number], kept: number, head: number): Drawn {
  const sections: DrawnSection[] = []
  let y = 0
  layout.sections.forEach(({ top, bottom, first, end }, section) => {
    const wanted: number[] = []
    for (let at = Math.max(first, from); at < Math.min(end, to); at += 1) wanted.push(at)
    if (kept >= first && kept < end && (kept < from || kept >= to)) {
      if (kept < from) wanted.unshift(kept)
      else wanted.push(kept)
    }
    if (wanted.length === 0) return
    sections.push({ section, before: top - y, parts: withGaps(layout, wanted, top + head, bottom) })
    y = bottom
  })
  return { sections, after: layout.total - y }
}

function withGaps(
  { tops, bottoms }: Layout,
  wanted: number[],
  top: number,
  bottom: number,
): (number | Gap)[] {
  const parts: (number | Gap)[] = []
  let y = top
  for (const at of wanted) {
    if ((tops[at] as number) > y) parts.push({ gap: (tops[at] as number) - y })
    parts.push(at)
    y = bottoms[at] as number
  }
  if (bottom > y) parts.push({ gap: bottom - y })
  return parts
}

/** Heights as they were measured; for rows that were never in the page, the height of the others. */
export class Heights {
  private readonly known = new Map<number, number>()
  private readonly guess: number
  private typical: number

  constructor(guess: number) {
    this.guess = guess
    this.typical = guess
  }

  of(row: number): number {
    return this.known.get(row) ?? this.typical
  }

  /** True when something is not as high as it was thought to be. */
  learn(heights: Iterable<readonly [number, number]>): boolean {
    let news = false
    for (const [row, height] of heights) {
      if (height <= 0 || Math.abs(this.of(row) - height) < 0.5) continue
      this.known.set(row, height)
      news = true
    }
    // Settled by the first lines: were it to follow every line, all that is not drawn would move with each.
    if (news && this.typical === this.guess && this.known.size >= 5) {
      const all = [...this.known.values()].sort((a, b) => a - b)
      this.typical = all[all.length >> 1] as number
    }
    return news
  }

  /** The list has another width: nothing of what was measured holds any more. */
  forget(): void {
    this.known.clear()
    this.typical = this.guess
  }
}
