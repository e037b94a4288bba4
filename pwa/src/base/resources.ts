/** REST resources that do not travel in the feed: read online, kept as last seen. */
import type { components } from './api.gen'

type Schemas = components['schemas']

export type AuditLog = Schemas['AuditLog']
export type Device = Schemas['Device']
export type Operation = Schemas['Operation']
export type Quarantine = Schemas['Quarantine']
export type Rescued = Schemas['Rescued']
export type User = Schemas['User']
export type Notification = Schemas['Notification']

/** A list as every list of the API answers. */
export interface Page<T> {
  results: T[]
  next: string | null
  previous: string | null
}
