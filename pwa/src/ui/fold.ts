/** Search that forgives: case, accents, Arabic spelling variants and native digits do not matter. */

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
}

// Combining accents of Latin, Greek and Cyrillic, and Arabic vowel signs. Bangla vowel signs are letters and stay.
const MARKS = /[\u0300-\u036f\u064b-\u065f\u0670]/g
const SPECIAL = /[ßæœøđðłıþأإآٱىئةؤـ]/g
const DIGIT = /\p{Nd}/gu

/** The form in which names and queries are compared. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
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

/** True when every word of the query occurs somewhere in the already folded text. */
export function matches(folded: string, query: string): boolean {
  return fold(query)
    .split(/\s+/)
    .every((word) => folded.includes(word))
}
