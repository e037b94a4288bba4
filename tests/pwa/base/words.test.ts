/** Every sentence of the app has its Bangla, in one place, whole; and nothing is said that no language reaches. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { TERMS, type Translation } from '@/base/text'
import problems from '@/base/words/problems.bn.json'
import { bareWordsOf, type Sentence, sentencesOf, sourcesIn } from '../../../pwa/build/sentences.ts'

const SRC = fileURLToPath(new URL('../../../pwa/src', import.meta.url))
const BANGLA = `${SRC}/base/words/bn`

/** Rooms whose screens do not speak through `t()` yet. */
const SILENT: readonly string[] = []

const sources = sourcesIn(SRC)
const read = sources.map(sentencesOf)
const sentences = read.flatMap((one) => one.sentences)
const files = readdirSync(BANGLA).sort()
const entries = files.flatMap((file) =>
  Object.entries<Translation>(JSON.parse(readFileSync(`${BANGLA}/${file}`, 'utf8'))).map(
    ([key, translation]) => ({ file, key, translation }),
  ),
)

/** Places in a sentence; a word of the organization is the same with and without a capital, and for one and for many:
 * Bangla says "no lesson" where English says "no lessons". */
function placesIn(sentence: string): string[] {
  const names = [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    const small = name.charAt(0).toLowerCase() + name.slice(1)
    return small in TERMS ? small.replace(/s$/, '') : name
  })
  return [...new Set(names)].sort()
}

it('says only literals, after a language was chosen', () => {
  expect(read.flatMap((one) => one.faults)).toEqual([])
})

it('says every sentence in Bangla', () => {
  const known = new Set(entries.map((one) => one.key))
  const missing = sentences.filter((one) => !known.has(one.key))
  expect(missing.map((one) => `${one.at}: ${one.key}`)).toEqual([])
})

it('has each sentence in one file, none that nobody says, and all in order', () => {
  const said = new Set(sentences.map((one) => one.key))
  expect(entries.filter((one) => !said.has(one.key)).map((one) => `${one.file}: ${one.key}`)).toEqual([])
  const twice = entries.filter((one, at) => entries.findIndex((other) => other.key === one.key) !== at)
  expect(twice.map((one) => `${one.file}: ${one.key}`)).toEqual([])
  for (const file of files) {
    const keys = entries.filter((one) => one.file === file).map((one) => one.key)
    expect(keys, file).toEqual([...keys].sort())
  }
})

it('never uses one key both with and without a count, nor with two forms for one', () => {
  const forms = new Map<string, Set<string | null>>()
  for (const { key, one } of sentences) forms.set(key, (forms.get(key) ?? new Set()).add(one))
  expect([...forms].filter(([, ones]) => ones.size > 1).map(([key]) => key)).toEqual([])
})

it('keeps the places of a sentence, and every form that Bangla has', () => {
  const wanted = new Intl.PluralRules('bn').resolvedOptions().pluralCategories
  const byKey = new Map<string, Sentence>(sentences.map((one) => [one.key, one]))
  const faults = entries.flatMap(({ key, translation }) => {
    const forms = typeof translation === 'string' ? { other: translation } : translation
    const counts = (byKey.get(key)?.one ?? null) !== null
    const odd = typeof translation !== 'string' && !counts ? [`${key}: forms without a count`] : []
    const lacking =
      typeof translation === 'string'
        ? []
        : wanted.filter((form) => !(form in translation)).map((form) => `${key}: no ${form}`)
    const places = Object.entries(forms).filter(([form, words]) => {
      const own = placesIn(words)
      const expected = placesIn(key)
      // "One mark" may say one without a digit.
      const same = own.join() === expected.join()
      return !same && !(form === 'one' && own.join() === expected.filter((name) => name !== 'count').join())
    })
    return [...odd, ...lacking, ...places.map(([form]) => `${key}: other places (${form})`)]
  })
  expect(faults).toEqual([])
})

it('knows every problem of the server in Bangla', () => {
  const page = readFileSync(`${SRC}/../../docs/problems.md`, 'utf8').split('## Within')[0] ?? ''
  const codes = [...page.matchAll(/^\| `([a-z-]+)` \| \d/gm)].map(([, code = '']) =>
    code.replaceAll('-', '_'),
  )
  expect(codes.length).toBeGreaterThan(60)
  expect([...new Set(codes)].sort()).toEqual(Object.keys(problems).sort())
})

it('leaves no Latin words in Bangla but names', () => {
  const names =
    /\{\w+\}|Omnipresence|CSV|XLSX|PDF|QR|JSON|API|PIN|UTC|URL|iCalendar|Chrome|Firefox|Safari|demo-school|https?:\/\/\S+|[\w.]+@[\w.]+/g
  const texts = entries.flatMap(({ key, translation }) =>
    (typeof translation === 'string' ? [translation] : Object.values(translation)).map((words) => ({
      key,
      words,
    })),
  )
  expect(
    texts.filter(({ words }) => /[A-Za-z]{2}/.test(words.replace(names, ''))).map((one) => one.key),
  ).toEqual([])
})

it('says nothing that no language reaches', () => {
  const speaking = sources.filter(
    ({ name }) => !SILENT.some((room) => name === room || name.startsWith(`${room}/`)),
  )
  expect(speaking.flatMap(bareWordsOf)).toEqual([])
})
