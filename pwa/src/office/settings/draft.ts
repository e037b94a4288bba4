/** What was typed over a row, and what becomes of it when somebody else was faster. */

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
const names = <F extends object>(fields: F) => Object.keys(fields) as (keyof F)[]

/** Only what is different is sent: nobody takes back what another has changed meanwhile. */
export function changesOf<F extends object>(base: F, typed: F): Partial<F> {
  const changes: Partial<F> = {}
  for (const name of names(typed)) if (!same(base[name], typed[name])) changes[name] = typed[name]
  return changes
}

export interface Rebased<F> {
  typed: F
  /** What somebody else wrote into fields that were typed into as well. */
  theirs: Partial<F>
}

/** What was typed stays; fields that nobody touched here say what stands now. */
export function rebased<F extends object>(base: F, typed: F, fresh: F): Rebased<F> {
  const own = changesOf(base, typed)
  const theirs: Partial<F> = {}
  for (const name of names(own))
    if (!same(base[name], fresh[name]) && !same(own[name], fresh[name])) theirs[name] = fresh[name]
  return { typed: { ...fresh, ...own }, theirs }
}
