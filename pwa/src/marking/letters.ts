/** One letter per state: shown on its button and pressed on a keyboard. */

interface Labelled {
  code: string
  label: string
}

/** Each label's first letter that no earlier state has taken; digits when a label has none left. */
export function lettersOf(states: readonly Labelled[]): Map<string, string> {
  const taken = new Set<string>()
  const letters = new Map<string, string>()
  for (const state of states) {
    const own = [...state.label.toLocaleUpperCase()].filter((char) => /\p{L}/u.test(char))
    const spare = Array.from({ length: 10 }, (_, digit) => String((digit + 1) % 10))
    const letter = [...own, ...spare].find((char) => !taken.has(char)) ?? '·'
    taken.add(letter)
    letters.set(state.code, letter)
  }
  return letters
}
