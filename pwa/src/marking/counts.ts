/** How many are in each state. The parts always add up to the number of people. */

interface Counted {
  code: string
  is_active: boolean
}

export interface Counts<S> {
  total: number
  unmarked: number
  states: { state: S; count: number }[]
  /** Marks with a state that this tablet has no row for. */
  unknown: number
}

export function countsOf<S extends Counted>(
  rows: readonly { state: string | null }[],
  states: readonly S[],
): Counts<S> {
  const tally = new Map<string | null, number>()
  for (const row of rows) tally.set(row.state, (tally.get(row.state) ?? 0) + 1)
  const shown = states
    .map((state) => ({ state, count: tally.get(state.code) ?? 0 }))
    .filter(({ state, count }) => state.is_active || count > 0)
  const unmarked = tally.get(null) ?? 0
  const known = shown.reduce((sum, { count }) => sum + count, 0)
  return { total: rows.length, unmarked, states: shown, unknown: rows.length - unmarked - known }
}
