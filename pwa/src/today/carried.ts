/** Which days a tablet has, by what was chosen for it. */
import type { Subscription } from '../base/wire'

const DAY = 86_400_000

/** Whether the sessions of this day would be here, if there were any. Null carries every day. */
export function isCarried(kept: Subscription | null, day: string, today: string): boolean {
  const ahead = Math.round((Date.parse(day) - Date.parse(today)) / DAY)
  return kept === null || (-kept.days_back <= ahead && ahead <= kept.days_ahead)
}
