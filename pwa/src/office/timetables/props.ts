/** What the views of this page are given, and the rows that they show. */
import type { components } from '../../base/api.gen'
import type { OfficeProps } from '../props'

type Schemas = components['schemas']
export type Timetable = Schemas['Timetable']
export type TimetableBody = Schemas['TimetableRequest']
export type Preview = Schemas['Preview']
export type Occurrence = Schemas['Occurrence']
export type Created = Schemas['Created']
export type Session = Schemas['Session']
export type Group = Schemas['Group']
export type CalendarLink = Schemas['CalendarLink']

export interface ViewProps extends OfficeProps {
  /** Administrators plan; managers look. */
  mayPlan: boolean
}
