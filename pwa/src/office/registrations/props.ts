/** What the views of this page are given, and the rows that they show. */
import type { components } from '../../base/api.gen'
import type { OfficeProps } from '../props'

type Schemas = components['schemas']
export type Registration = Schemas['Registration']
export type SelfServiceLink = Schemas['SelfServiceLink']
export type NewLink = Schemas['NewSelfServiceLink']
export type Session = Schemas['Session']

export interface ViewProps extends OfficeProps {
  /** Whether the person may do more than look. */
  mayChange: boolean
}
