/** Further details of a person, as the one text that a form keeps of them. */

type Extra = Readonly<Record<string, unknown>>

export const textOf = (extra: Extra): string => JSON.stringify(extra)

const read = (text: string): Extra => (text === '' ? {} : (JSON.parse(text) as Extra))

export interface Plain {
  name: string
  value: string
}

/** Those that a person types: what is nested (such as how somebody came in) is a program's, and is kept as it is. */
export const plainIn = (text: string): Plain[] =>
  Object.entries(read(text))
    .filter(([, value]) => typeof value !== 'object')
    .map(([name, value]) => ({ name, value: String(value) }))

/** A number that nobody touches stays one; what is typed is text. */
export const withDetail = (text: string, name: string, value: string): string =>
  textOf({ ...read(text), [name]: value })

/** What is sent: a detail that was emptied is none. */
export const extraOf = (text: string): Extra =>
  Object.fromEntries(Object.entries(read(text)).filter(([, value]) => value !== ''))
