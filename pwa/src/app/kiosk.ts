/** Whether this tablet is a kiosk: then there is one page, and no way to another. */
import { effect } from '@preact/signals'
import { type Kiosk, readKiosk, type Tablet, watchKiosk } from '../store'
import { holdAddress } from '../ui/navigation'

export const kioskAddress = ({ session }: Pick<Kiosk, 'session'>): string => `/sessions/${session}/kiosk`

/** Before the first screen is painted, so that nothing else is ever seen; then in every tab that is open. */
export async function followKiosk(tablet: Tablet): Promise<void> {
  const hold = (kiosk: Kiosk | null) => holdAddress(kiosk && kioskAddress(kiosk))
  hold(await readKiosk(tablet))
  const watched = watchKiosk(tablet)
  effect(() => {
    if (watched.value !== undefined) hold(watched.value)
  })
}
