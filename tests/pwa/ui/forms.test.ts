/** There is one form: in each, Enter in a field does what the form is for (tests/journeys/test_walk_ins.py presses it). */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const SRC = fileURLToPath(new URL('../../../pwa/src', import.meta.url))
const ITSELF = 'ui/Form.tsx'

const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.tsx') && name !== ITSELF)
  .map((name) => ({ name, text: readFileSync(`${SRC}/${name}`, 'utf8') }))

it('is what every page uses', () => {
  expect(sources.length).toBeGreaterThan(100)
  expect(sources.filter(({ text }) => /<form\b/.test(text)).map(({ name }) => name)).toEqual([])
})

it('stands around the fields of every dialog that has some', () => {
  const lonely = sources.filter(
    ({ text }) =>
      /<(?:FormDialog|Dialog)\b/.test(text) && /<TextField\b|<input\b/.test(text) && !/<Form/.test(text),
  )
  expect(lonely.map(({ name }) => name)).toEqual([])
})
