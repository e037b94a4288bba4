/** The day that it is in a zone, as `2026-11-23`. */
export function dayIn(zone: string, now: number): string {
  // Canadian English writes days as ISO 8601 does.
  return new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(now)
}
