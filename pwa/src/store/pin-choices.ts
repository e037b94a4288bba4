/** What people chose about PINs and locking on this tablet. */
import type { Tablet } from './tablet'

export async function setIdleMinutes({ db }: Tablet, minutes: number): Promise<void> {
  await db.settings.put({ key: 'idle_minutes', value: minutes })
}

const declined = (id: string): string => `no_pin ${id}`

/** Whether the person may still be asked to choose a PIN. */
export const offersPin = async ({ db }: Tablet, id: string): Promise<boolean> =>
  (await db.settings.get(declined(id))) === undefined

export async function declinePin({ db }: Tablet, id: string): Promise<void> {
  await db.settings.put({ key: declined(id), value: true })
}
