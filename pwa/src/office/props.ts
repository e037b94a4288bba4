/** What every page of the office is given. */
import type { ReadonlySignal } from '@preact/signals'
import type { Clock } from '../base/clock'
import type { Asking, Store } from '../store'

export interface OfficeProps {
  store: Store
  api: Asking
  clock: Clock
  zone: string
  now: ReadonlySignal<number>
}
