/** Search that forgives: case, accents, apostrophes, Arabic spelling variants and native digits do not matter. */

const LETTERS: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ئ: 'ي',
  ة: 'ه',
  ؤ: 'و',
  ـ: '',
  ی: 'ي',
  ک: 'ك',
}

// Combining accents of Latin, Greek and Cyrillic, Hebrew points and Arabic vowel signs; marks that only join, part or turn
// letters; apostrophes of every kind. Bangla vowel signs are letters and stay.
const MARKS = /[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670]/g
const UNSEEN = /[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff'’‘ʼ`´]/g
const SPECIAL = /[ßæœøđðłıþأإآٱىئةؤـیک]/g
const DIGIT = /\p{Nd}/gu

/** The form in which names and queries are compared. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(UNSEEN, '')
    .replace(MARKS, '')
    .normalize('NFC')
    .replace(SPECIAL, (letter) => LETTERS[letter] ?? letter)
    .replace(DIGIT, asciiDigit)
}

// Every script keeps its ten digits in one run that starts at a multiple of ten from its zero.
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  if (code < 128) return digit
  let zero = code
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
  return String(code - zero)
}

/** Asks of folded texts whether every word of the query occurs somewhere in them. The query is folded once. */
export function matcher(query: string): (folded: string) => boolean {
  const words = fold(query).split(/\s+/)
  return (folded) => words.every((word) => folded.includes(word))
}

export const matches = (folded: string, query: string): boolean => matcher(query)(folded)
