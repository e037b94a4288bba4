/** A language that nobody speaks: every sentence in Arabic letters and from right to left, so that the eye finds at once what
 * was left in English or stands on the wrong side. */
import type { Language } from '../text'

const LATIN = 'abcdefghijklmnopqrstuvwxyz'
const ARABIC = 'ابتثجحخدذرزسشصضطظعغفقكلمنهو'

const letter = (char: string): string => {
  const at = LATIN.indexOf(char.toLowerCase())
  return at < 0 ? char : (ARABIC[at] as string)
}

const invent = (english: string): string =>
  english
    .split(/(\{\w+\})/)
    .map((piece) => (piece.startsWith('{') ? piece : [...piece].map(letter).join('')))
    .join('')

export const PSEUDO: Language = { tag: 'ar-EG', direction: 'rtl', catalogue: {}, invent }
