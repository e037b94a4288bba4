/** The order of states, as buttons change it. */

/** The same codes, with one of them a place further up or down; the same list where there is no such place. */
export function moved(codes: readonly string[], code: string, by: -1 | 1): readonly string[] {
  const from = codes.indexOf(code)
  const to = from + by
  if (from < 0 || to < 0 || to >= codes.length) return codes
  const next = [...codes]
  next.splice(to, 0, ...next.splice(from, 1))
  return next
}

/** Rows in the order of the codes; those that are not named behind them, as they stood. */
export function inOrder<T extends { code: string }>(
  rows: readonly T[],
  codes: readonly string[] | null,
): T[] {
  if (codes === null) return [...rows]
  const place = new Map(codes.map((code, at) => [code, at]))
  const at = (row: T) => place.get(row.code) ?? codes.length
  return [...rows].sort((a, b) => at(a) - at(b))
}
