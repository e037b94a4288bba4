/** What is on a form when somebody else was faster: nothing that was typed is lost, nothing that they wrote is taken back. */

export type Fields = Readonly<Record<string, string>>

export interface Met<T extends Fields> {
  /** As the fields stand now. */
  typed: T
  /** What only they changed: taken over. */
  theirs: readonly (keyof T & string)[]
  /** What both changed, with what stands on the server: the person chooses. */
  stands: Partial<T>
}

/** @param base as the form was opened, `typed` as it was sent, `fresh` as it stands on the server now. */
export function meet<T extends Fields>(base: T, typed: T, fresh: T): Met<T> {
  const names = Object.keys(fresh) as (keyof T & string)[]
  const moved = names.filter((name) => fresh[name] !== base[name] && fresh[name] !== typed[name])
  const theirs = moved.filter((name) => typed[name] === base[name])
  const both = moved.filter((name) => typed[name] !== base[name])
  return {
    typed: { ...typed, ...pick(fresh, theirs) },
    theirs,
    stands: pick(fresh, both),
  }
}

const pick = <T extends Fields>(from: T, names: readonly (keyof T)[]): Partial<T> =>
  Object.fromEntries(names.map((name) => [name, from[name]])) as Partial<T>

/** Only what is different is sent: nobody takes back what another has changed meanwhile. */
export const changesOf = <T extends Fields>(base: T, typed: T): Partial<T> =>
  pick(
    typed,
    Object.keys(typed).filter((name) => typed[name] !== base[name]),
  )
