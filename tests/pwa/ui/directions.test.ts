/** Nothing is placed left or right: it stands at the start or the end of the line, whichever way the line runs. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const SRC = fileURLToPath(new URL('../../../pwa/src', import.meta.url))
const PHYSICAL =
  /(?:^|[\s;{])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)[\w-]*|left|right|float|clear|(?:min-|max-)?(?:width|height)|border-(?:top|bottom)-(?:left|right)-radius)\s*:|(?:text-align|justify-content|float)\s*:\s*(?:left|right)/
/** A swipe follows the finger, which goes left or right in every language. */
const FINGERS = 'data-swipe'

const rulesOf = (css: string): string[] => css.replace(/\/\*.*?\*\//gs, '').match(/[^{}]+\{[^{}]*\}/g) ?? []

it('uses logical properties alone', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.css'),
  )
  expect(files.length).toBeGreaterThan(10)
  const found = files.flatMap((name) =>
    rulesOf(readFileSync(`${SRC}/${name}`, 'utf8'))
      .filter((rule) => !rule.includes(FINGERS))
      .filter((rule) => PHYSICAL.test(rule.slice(rule.indexOf('{'))))
      .map((rule) => `${name}: ${rule.trim().split('\n')[0]}`),
  )
  expect(found).toEqual([])
})
