/** What every view of the tablets is given, and how a tablet is called. */
import type { ReadonlySignal } from '@preact/signals'
import type { Clock } from '../../base/clock'
import type { Device } from '../../base/resources'
import type { Asking, Store } from '../../store'
import { apart, deviceWords } from '../../ui/words'

export interface FleetProps {
  store: Store
  api: Asking
  clock: Clock
  zone: string
  now: ReadonlySignal<number>
  /** The id that the tablet in the person's hands carries. */
  deviceId: string
  /** Whether the person may do more than look. */
  mayChange: boolean
}

export const nameOf = (device: Device): string => apart(deviceWords(device.label, device.device_uuid))
