/** Finding the person whose identifier a code says: pure. */

/** What was scanned or typed. `plain` is what a scanner's keys say where the tablet's keyboard speaks another language. */
export interface Code {
  text: string
  plain?: string
}

interface Identified {
  identifier: string | null
}

export interface Book<P> {
  /** The person with this identifier; null for nobody, and where two are equally near. */
  find(code: Code): P | null
}

/** Exactly as written first; then without regard to case, width and surrounding space, if that names one person only. */
export function bookOf<P extends Identified>(people: readonly P[]): Book<P> {
  const exact = new Map<string, P>()
  const loose = new Map<string, P | null>()
  for (const person of people) {
    if (!person.identifier) continue
    exact.set(person.identifier, person)
    const key = looseKey(person.identifier)
    loose.set(key, loose.has(key) ? null : person)
  }
  const one = (text: string): P | null => exact.get(text) ?? loose.get(looseKey(text)) ?? null
  return {
    find({ text, plain }) {
      for (const said of [text, plain])
        for (const reading of said ? readingsOf(said) : []) {
          const person = one(reading)
          if (person) return person
        }
      return null
    },
  }
}

const looseKey = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

/** A UPC-A code and the EAN-13 code with a zero before it are the same bars. */
function readingsOf(text: string): string[] {
  if (/^0\d{12}$/.test(text)) return [text, text.slice(1)]
  if (/^\d{12}$/.test(text)) return [text, `0${text}`]
  return [text]
}

/** Longer than any identifier: a web address or somebody's ticket, shown cut. */
export const LONGEST_IDENTIFIER = 100

/** Whether a code may become the identifier of a new person. */
export const mayIdentify = (text: string): boolean => {
  const bare = text.trim()
  return bare !== '' && bare.length <= LONGEST_IDENTIFIER && !/\p{C}/u.test(bare)
}
