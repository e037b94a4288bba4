/** What the views of this page are given, and the rows that they show. */
import type { ReadonlySignal } from '@preact/signals'
import type { components } from '../../base/api.gen'
import type { Clock } from '../../base/clock'
import type { Asking, Store } from '../../store'

type Schemas = components['schemas']
export type Registration = Schemas['Registration']
export type SelfServiceLink = Schemas['SelfServiceLink']
export type NewLink = Schemas['NewSelfServiceLink']
export type Session = Schemas['Session']

export interface ViewProps {
  store: Store
  api: Asking
  clock: Clock
  zone: string
  now: ReadonlySignal<number>
  /** Whether the person may do more than look. */
  mayChange: boolean
}
