import { useEffect, useState } from 'preact/hooks'
import { t } from '../../base/text'
import { stateStyle } from '../../ui/colour'
import { calendarDay } from '../../ui/words'
import { type Line, percent, type ReportState } from './answers'

/** A rate as words with a bar beside them; the words are what counts. */
export function RateBar({ rate }: { rate: number | null | undefined }) {
  return (
    <span class="rate">
      <svg class="rate-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect class="rate-ground" width="100" height="8" />
        {rate !== null && rate !== undefined && <rect class="rate-share" width={rate * 100} height="8" />}
      </svg>
      <span class="number">{percent(rate)}</span>
    </span>
  )
}

interface StateBarProps {
  counts: Readonly<Record<string, number>>
  states: readonly ReportState[]
  /** Members of whom nothing is recorded. */
  unmarked?: number
}

/** How the states share a list of people, as one bar in their colours; the figures stand beside it as text. */
export function StateBar({ counts, states, unmarked = 0 }: StateBarProps) {
  const parts = states
    .map((state) => ({ state, count: counts[state.code] ?? 0 }))
    .filter((one) => one.count > 0)
  const all = parts.reduce((sum, one) => sum + one.count, unmarked)
  let begun = 0
  return (
    <svg class="state-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="rate-ground" width="100" height="8" />
      {parts.map(({ state, count }) => {
        const x = begun
        const width = (count / all) * 100
        begun += width
        return (
          <rect
            key={state.code}
            class="state-share"
            style={stateStyle(state.color)}
            x={x}
            width={width}
            height="8"
          />
        )
      })}
    </svg>
  )
}

/** In pixels, about, of the screens that it is drawn for: its words are then as big as all others. */
const WIDE = { phone: 350, tablet: 720 }
const HIGH = 240
const LEFT = 44
const BOTTOM = 26
const TOP = 10

/** Rates over time, from 0 to 100 %, in the direction that is read: the axis stands where lines begin. Each line has its own dashes
 * and its name, so that colour alone tells nothing. */
export function LineChart({ lines, title }: { lines: readonly Line[]; title: string }) {
  const wide = usePhone() ? WIDE.phone : WIDE.tablet
  const periods = [...new Set(lines.flatMap((line) => line.points.map((point) => point.period)))].sort()
  // Words turn by themselves: their anchors are the start and the end of a line of writing.
  const turned = document.documentElement.dir === 'rtl'
  const across = (place: number) => (turned ? wide - place : place)
  const x = (period: string) =>
    across(
      LEFT + (periods.length < 2 ? 0.5 : periods.indexOf(period) / (periods.length - 1)) * (wide - LEFT - 12),
    )
  const y = (rate: number) => TOP + (1 - rate) * (HIGH - TOP - BOTTOM)
  const [first, last] = [periods[0], periods.at(-1)]
  return (
    <figure class="card card-body chart">
      <svg viewBox={`0 0 ${wide} ${HIGH}`} role="img" aria-label={summaryOf(lines, title)}>
        {[0, 0.25, 0.5, 0.75, 1].map((rate) => (
          <g key={rate}>
            <line class="chart-grid" x1={across(LEFT)} x2={across(wide - 12)} y1={y(rate)} y2={y(rate)} />
            <text class="chart-words" x={across(LEFT - 8)} y={y(rate) + 4} text-anchor="end">
              {percent(rate)}
            </text>
          </g>
        ))}
        {first && (
          <text
            class="chart-words"
            x={last === first ? x(first) : across(LEFT)}
            y={HIGH - 6}
            text-anchor={last === first ? 'middle' : 'start'}
          >
            {calendarDay(first)}
          </text>
        )}
        {last && last !== first && (
          <text class="chart-words" x={across(wide - 12)} y={HIGH - 6} text-anchor="end">
            {calendarDay(last)}
          </text>
        )}
        {lines.map((line, at) => (
          <g key={line.name} class="chart-line" data-line={at % 5}>
            {stretches(line).map((stretch) => (
              <polyline
                key={stretch[0]?.period}
                points={stretch.map((point) => `${x(point.period)},${y(point.rate)}`).join(' ')}
              />
            ))}
            {line.points.map(
              (point) =>
                point.rate !== null && (
                  <circle key={point.period} cx={x(point.period)} cy={y(point.rate)} r="3.5">
                    <title>{`${line.name}: ${calendarDay(point.period)}, ${percent(point.rate)}`}</title>
                  </circle>
                ),
            )}
          </g>
        ))}
      </svg>
      {lines.length > 1 && (
        <ul class="chart-legend">
          {lines.map((line, at) => (
            <li key={line.name}>
              <svg class="chart-key chart-line" data-line={at % 5} viewBox="0 0 28 8" aria-hidden="true">
                <polyline points="0,4 28,4" />
              </svg>
              {line.name}
            </li>
          ))}
        </ul>
      )}
    </figure>
  )
}

function usePhone(): boolean {
  const [query] = useState(() => matchMedia('(max-width: 40rem)'))
  const [phone, setPhone] = useState(query.matches)
  useEffect(() => {
    const look = () => setPhone(query.matches)
    query.addEventListener('change', look)
    return () => query.removeEventListener('change', look)
  }, [query])
  return phone
}

/** A period without anything to count interrupts the line: nothing is made up between. */
function stretches(line: Line): { period: string; rate: number }[][] {
  const found: { period: string; rate: number }[][] = [[]]
  for (const { period, rate } of line.points)
    if (rate === null) found.push([])
    else found.at(-1)?.push({ period, rate })
  return found.filter((stretch) => stretch.length > 1)
}

function summaryOf(lines: readonly Line[], title: string): string {
  const ends = lines.map((line) => {
    const known = line.points.filter((point) => point.rate !== null)
    return `${line.name}: ${percent(known[0]?.rate)} – ${percent(known.at(-1)?.rate)}`
  })
  return t('{title}. First and last of each line: {ends}. All figures stand in the table.', {
    title,
    ends: ends.join('; '),
  })
}
