/** What the app says, in the language of the tablet. English stands in the code and is the key of every other language. */
import { signal } from '@preact/signals-core'

/** A sentence in another language; with plural forms where it counts something. */
export type Translation = string | Partial<Record<Intl.LDMLPluralRule, string>>
export type Catalogue = Readonly<Record<string, Translation>>

export interface Language {
  /** BCP 47, also for dates and digits. */
  tag: string
  direction: 'ltr' | 'rtl'
  /** What the app is called on the tablet's own screen, where that is not English: address of a web manifest. */
  manifest?: string
  catalogue: Catalogue
  /** What people and times are called where an organization has no words of its own. */
  terms?: Terms
  /** What the server says of a request that it refuses, by the code of the problem. */
  problems?: Readonly<Record<string, string>>
  /** Makes a sentence that the catalogue does not have; for the language that only proves that nothing was forgotten. */
  invent?: (english: string) => string
}

/** What an organization calls its people and its times: `{participants}` in a sentence becomes "students". */
export interface Terms {
  participant: string
  participants: string
  group: string
  groups: string
  session: string
  sessions: string
  staff: string
  /** One of the staff. */
  colleague: string
}

export const TERMS: Terms = {
  participant: 'participant',
  participants: 'participants',
  group: 'group',
  groups: 'groups',
  session: 'session',
  sessions: 'sessions',
  staff: 'staff',
  colleague: 'staff member',
}

/** Follows the person at work; a screen that reads a sentence with such a word is painted again. */
export const terms = signal<Terms>(TERMS)

export type Values = Readonly<Record<string, string | number>>

let language: Language = { tag: 'en', direction: 'ltr', catalogue: {} }
/** Made when first asked for: Intl's first use takes a slow tablet a tenth of a second. */
let plurals: Intl.PluralRules | null = null

/** Before the first screen is painted, and never after: a change of language starts the page again. */
export function speak(spoken: Language): void {
  language = spoken
  plurals = null
  speakOf(null)
}

/** Takes the words of an organization; null: those of the language. */
export function speakOf(own: Terms | null): void {
  terms.value = own ?? language.terms ?? TERMS
}

/** BCP 47 tag for Intl. */
export const spokenTag = (): string => language.tag

export const digits = (number: number): string => number.toLocaleString(language.tag)

/** The number of a row: digits of the language, in one piece. */
export const numeral = (id: number): string => id.toLocaleString(language.tag, { useGrouping: false })

/** A sentence. `{name}` takes a value; numbers come in the language's digits; words of `terms` need no value, and
 * `{Participants}` begins with a capital. */
export function t(english: string, values: Values = {}): string {
  return fill(sentence(english), values)
}

/** A sentence about `count` things, which both forms may name as `{count}`. The key in a catalogue is the form for many. */
export function n(count: number, one: string, many: string, values: Values = {}): string {
  const found = language.catalogue[many]
  plurals ??= new Intl.PluralRules(language.tag)
  const own = typeof found === 'object' ? (found[plurals.select(count)] ?? found.other) : found
  return fill(own ?? missing(count === 1 ? one : many), { count, ...values })
}

/** A sentence in pieces, for the screen to put links and numbers of its own into: text and names of places by turns. */
export function pieces(english: string, values: Values = {}): (string | { place: string })[] {
  const made: (string | { place: string })[] = []
  for (const part of parts(sentence(english), values)) {
    const last = made.at(-1)
    if (typeof part === 'string' && typeof last === 'string') made[made.length - 1] = last + part
    else made.push(part)
  }
  return made
}

/** Why the server refused, in the language of the tablet; as the server says it where only the server knows the words. */
export function problemWords({
  code,
  detail,
  title,
}: {
  code: string
  detail: string
  title: string
}): string {
  return language.problems?.[code] ?? missing(detail || title)
}

const missing = (english: string): string => language.invent?.(english) ?? english

function sentence(english: string): string {
  const found = language.catalogue[english]
  return typeof found === 'string' ? found : missing(english)
}

const fill = (words: string, values: Values): string =>
  parts(words, values)
    .map((part) => (typeof part === 'string' ? part : `{${part.place}}`))
    .join('')

/** What a value holds is never looked at again: it may well read like a place. */
const parts = (words: string, values: Values): (string | { place: string })[] =>
  words
    .split(/\{(\w+)\}/)
    .map((part, at) => {
      if (at % 2 === 0) return part
      const value = values[part] ?? term(part)
      if (value === undefined) return { place: part }
      return typeof value === 'number' ? digits(value) : value
    })
    .filter((part) => part !== '')

function term(name: string): string | undefined {
  const all: Partial<Record<string, string>> = { ...terms.value }
  const found = all[name] ?? capital(all[name.charAt(0).toLowerCase() + name.slice(1)])
  return found && missing(found)
}

const capital = (word: string | undefined): string | undefined =>
  word && word.charAt(0).toLocaleUpperCase(language.tag) + word.slice(1)
