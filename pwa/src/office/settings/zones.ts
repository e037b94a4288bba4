/** Time zones that this browser knows. */

let known: readonly string[] | undefined

/** In the order of the alphabet; UTC among them. */
export function zones(): readonly string[] {
  known ??= [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].sort()
  return known
}

/** Also one by an older name, which the list has not: the browser counts by it all the same. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}
