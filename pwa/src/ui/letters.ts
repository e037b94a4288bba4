/** One letter per state: shown on its button and pressed on a keyboard. */

interface Labelled {
  code: string
  label: string
}

const SPARE = Array.from({ length: 10 }, (_, digit) => String((digit + 1) % 10))

const lettersIn = (label: string): string[] =>
  [...label.toLocaleUpperCase()].filter((char) => /\p{L}/u.test(char))

/** First letters go to whom they belong, in order; the others take another letter of their label, or a digit. */
export function lettersOf(states: readonly Labelled[]): Map<string, string> {
  const letters = new Map<string, string>()
  const taken = new Set<string>()
  const give = (code: string, wanted: readonly string[]) => {
    const letter = wanted.find((char) => !taken.has(char))
    if (letter === undefined || letters.has(code)) return
    taken.add(letter)
    letters.set(code, letter)
  }
  for (const { code, label } of states) give(code, lettersIn(label).slice(0, 1))
  for (const { code, label } of states) give(code, [...lettersIn(label), ...SPARE])
  return letters
}
