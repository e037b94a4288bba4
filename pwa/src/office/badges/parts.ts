/** Which badges go into which file: a file of the server takes 300. */

export const SIZES = ['card', 'label-63x38', 'label-89x36', 'label-62x29'] as const
export type Size = (typeof SIZES)[number]
export const PART = 300

export interface Choice {
  /** Empty: everybody. */
  group: string
  subgroups: boolean
  size: Size
}

/** The first row of each file, from 0; one file also where nobody is. */
export function partsOf(total: number): number[] {
  const files = Math.max(1, Math.ceil(total / PART))
  return Array.from({ length: files }, (_, at) => at * PART)
}

function pathOf({ group, subgroups }: Choice, more: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(group === '' ? {} : { group })
  if (group !== '' && subgroups) query.set('subgroups', 'true')
  for (const [name, value] of Object.entries(more)) query.set(name, value)
  return `/reports/badges?${query}`
}

/** Everybody who may get a badge, also those without an identifier. */
export const listPath = (choice: Choice) => pathOf(choice, { limit: '10000' })
export const csvPath = (choice: Choice) => pathOf(choice, { format: 'csv' })
/** @param from the first row, from 0. */
export const pdfPath = (choice: Choice, from: number) =>
  pathOf(choice, { format: 'pdf', size: choice.size, limit: String(PART), offset: String(from) })
