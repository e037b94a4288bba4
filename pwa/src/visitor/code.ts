/** The code that is shown in a room, as a guest types it. */
import { fold } from '../ui/fold'

/** Its six digits out of whatever was typed, also by a keyboard in another script. */
export const codeIn = (typed: string): string => fold(typed).replace(/\D/g, '').slice(0, 6)
