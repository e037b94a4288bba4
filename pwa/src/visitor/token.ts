/** What stands behind `#` in a guest's link. It leaves the address at once: nobody reads it off the screen, and no history of
 * addresses keeps it. The tab's own entry remembers it, so that loading the page again is no dead end. */

export interface Visit {
  page: 'self-service' | 'invitation'
  /** Null where the address was opened without one. */
  token: string | null
  /** BCP 47, chosen by this guest; the tablet's own language stays as it is. */
  language: string | null
}

const LINK = /^#\/(self-service|invitation)\/([\w-]{1,200})\/?$/

export function takeVisit(): Visit {
  const link = LINK.exec(location.hash)
  const page = (link?.[1] ?? pageOf(location.hash || location.pathname)) as Visit['page']
  const kept = readKept()
  // Only what this very entry remembers: another link in the same tab is another visit.
  const visit: Visit = link
    ? { page, token: link[2] ?? null, language: kept?.language ?? null }
    : { page, token: kept?.page === page ? kept.token : null, language: kept?.language ?? null }
  keep(visit)
  return visit
}

/** Speaks another language from now on: the page starts again, and is still the same visit. */
export function speakTo(language: string): void {
  const kept = readKept()
  if (kept) keep({ ...kept, language })
  location.reload()
}

const pageOf = (address: string) => (address.includes('invitation') ? 'invitation' : 'self-service')

const keep = (visit: Visit) => history.replaceState({ visit }, '', `/${visit.page}`)

function readKept(): Visit | null {
  const state = history.state as { visit?: Visit } | null
  return state?.visit ?? null
}
