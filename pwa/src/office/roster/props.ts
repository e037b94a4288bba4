/** What the views of these pages are given, and the rows that they show. */
import type { components } from '../../base/api.gen'
import type { OfficeProps } from '../props'

type Schemas = components['schemas']
export type Person = Schemas['Participant']
export type Group = Schemas['Group']
export type Membership = Schemas['GroupMembership']
export type Duplicates = Schemas['Duplicates']
export type GroupRange = Schemas['GroupRange']
export type Merge = Schemas['Merge']
/** A kind of group that the organization's domain knows. */
export type Kind = Schemas['GroupType']

export interface ViewProps extends OfficeProps {
  /** Whether the person may do more than look. */
  mayChange: boolean
  kinds: readonly Kind[]
  /** After a change: the tablet's own lists follow soon. */
  onSync: () => void
}

/** Behind an address such as `/groups/12`; null where it names none. */
export const numberOf = (id: string): number | null => (/^[1-9]\d{0,14}$/.test(id) ? Number(id) : null)
