/** What a merge will do to the details of two people, before it is done. The server does the same (roster/services/merge.py). */
import type { Membership, Person } from './props'

export type Detail = 'first_name' | 'last_name' | 'identifier' | 'external_id' | 'date_of_birth'

export interface Forecast {
  /** What the one who stays lacks and takes over. */
  takes: readonly { detail: Detail; value: string }[]
  /** What the other one had differently, and is gone. */
  loses: readonly { detail: Detail; value: string }[]
  /** Further details that are taken over, by name. */
  takesMore: readonly string[]
  losesMore: readonly string[]
  /** Groups that the one who stays joins. */
  joins: readonly number[]
  /** Who was deactivated is active again, because the other one is. */
  awakes: boolean
}

const DETAILS: readonly Detail[] = ['first_name', 'last_name', 'identifier', 'external_id', 'date_of_birth']
const TAKEN: readonly Detail[] = ['external_id', 'date_of_birth', 'last_name']
/** How somebody came in is nothing to take over. */
const ORIGIN = 'walk_in'

interface Side {
  person: Person
  memberships: readonly Membership[]
}

/** @param stays who goes on, `ends` who is found to be the same. */
export function forecast(stays: Side, ends: Side): Forecast {
  const had = DETAILS.flatMap((detail) => {
    const value = ends.person[detail]
    return value && value !== stays.person[detail] ? [{ detail, value }] : []
  })
  const lacks = (detail: Detail) => TAKEN.includes(detail) && !stays.person[detail]
  const own = stays.person.extra_data
  const more = Object.keys(ends.person.extra_data).filter((name) => name !== ORIGIN)
  const groups = new Set(stays.memberships.map((one) => one.group))
  return {
    takes: had.filter(({ detail }) => lacks(detail)),
    loses: had.filter(({ detail }) => !lacks(detail)),
    takesMore: more.filter((name) => !(name in own)),
    losesMore: more.filter((name) => name in own && !same(own[name], ends.person.extra_data[name])),
    joins: ends.memberships.map((one) => one.group).filter((group) => !groups.has(group)),
    awakes: ends.person.is_active && !stays.person.is_active,
  }
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** The two of an address such as `/participants/merge?one=3&other=7`; null where it does not name two. */
export function pairOf(search: string): [number, number] | null {
  const query = new URLSearchParams(search)
  const [one, other] = [Number(query.get('one')), Number(query.get('other'))]
  const fine = (id: number) => Number.isSafeInteger(id) && id > 0
  return fine(one) && fine(other) && one !== other ? [one, other] : null
}

export const mergeAddress = (one: number, other: number): string =>
  `/participants/merge?one=${one}&other=${other}`
