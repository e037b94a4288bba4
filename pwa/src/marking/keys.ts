/** What a key asks for on a line of the roster. */
import { fold } from '../ui/fold'

interface Chosen {
  code: string
}

/** A state's letter, or its place from 1 to 9 for who has no such letter on the keyboard; Delete clears.
 * @param states those that are in use, in their order
 * @returns code of a state, null to clear the mark, undefined when the key means nothing here */
export function wishForKey(
  key: string,
  states: readonly Chosen[],
  letters: ReadonlyMap<string, string>,
): string | null | undefined {
  if (key === 'Delete' || key === 'Backspace') return null
  if ([...key].length !== 1) return undefined
  const pressed = key.toLocaleUpperCase()
  const byLetter = states.find(({ code }) => letters.get(code) === pressed)
  if (byLetter) return byLetter.code
  // Digits of the keyboard's own script are as good.
  const place = fold(key)
  return /^[1-9]$/.test(place) ? states[Number(place) - 1]?.code : undefined
}
