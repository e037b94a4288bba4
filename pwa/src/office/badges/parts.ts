/** Which badges go into which file, and how the page's address says what is chosen. */

export const SIZES = ['card', 'label-63x38', 'label-89x36', 'label-62x29'] as const
export type Size = (typeof SIZES)[number]
export const ORDERS = ['name', 'identifier', 'group'] as const
export type Order = (typeof ORDERS)[number]
/** A file of the server takes so many. */
export const PART = 300

export interface Choice {
  /** Empty: everybody. */
  group: string
  subgroups: boolean
  size: Size
  order: Order
}

/** What an address of this page asks for; what it does not say, or says wrongly, is as usual. */
export function choiceOf(search: string): Choice {
  const asked = new URLSearchParams(search)
  const group = asked.get('group') ?? ''
  return {
    group: /^\d{1,15}$/.test(group) ? group : '',
    subgroups: asked.get('subgroups') === 'true',
    size: SIZES.find((size) => size === asked.get('size')) ?? 'card',
    order: ORDERS.find((order) => order === asked.get('order')) ?? 'name',
  }
}

export function addressOf({ group, subgroups, size, order }: Choice): string {
  const query = new URLSearchParams(people({ group, subgroups }))
  if (size !== 'card') query.set('size', size)
  if (order !== 'name') query.set('order', order)
  return query.size === 0 ? '/badges' : `/badges?${query}`
}

/** The first row of each file, from 0; one file also where nobody is. */
export function partsOf(total: number): number[] {
  const files = Math.max(1, Math.ceil(total / PART))
  return Array.from({ length: files }, (_, at) => at * PART)
}

const people = ({ group, subgroups }: Pick<Choice, 'group' | 'subgroups'>): Record<string, string> => ({
  ...(group !== '' && { group }),
  ...(group !== '' && subgroups && { subgroups: 'true' }),
})

function pathOf(choice: Choice, more: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams({ ...people(choice), ordering: choice.order, ...more })
  return `/reports/badges?${query}`
}

/** Everybody who may get a badge, also those without an identifier. */
export const listPath = (choice: Choice) => pathOf(choice, { limit: '10000' })
export const csvPath = (choice: Choice) => pathOf(choice, { format: 'csv' })
/** @param from the first row, from 0. */
export const pdfPath = (choice: Choice, from: number) =>
  pathOf(choice, { format: 'pdf', size: choice.size, limit: String(PART), offset: String(from) })
