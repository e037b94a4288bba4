/** Looks come from one place: outside tokens.css there is no colour, no size of type, no radius and no space of its own. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { contrast } from '@/ui/colour'

const SRC = fileURLToPath(new URL('../../../pwa/src', import.meta.url))
const TOKENS = 'ui/tokens.css'

interface Rule {
  concerns: RegExp
  allows: (value: string) => boolean
}
const COLOUR =
  /#[\da-f]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|hwb|lab|lch|oklab|oklch|color|color-mix)\(|\b(?:white|black|gr[ae]y|red|green|blue|yellow|orange)\b/i
/** Beside a token only zero, a relation and keywords; what calc() reckons with is a measure of something else. */
const withoutCalc = (value: string) =>
  value.replace(/calc\((?:[^()]|\([^()]*\))*\)/g, '').replace(/var\([^)]*\)/g, '')
const MEASURE = /\d(?:px|rem|pt|cm|mm|in)\b/
const WEIGHTS = ['400', '600', '700']
const RULES: Record<string, Rule> = {
  'a colour': {
    concerns: /^(?!--)(?:.*color|background|fill|stroke|border|outline|box-shadow|text-shadow|accent-color)/,
    allows: (value) => !COLOUR.test(value),
  },
  'a size of type': {
    concerns: /^font(?:-size)?$/,
    allows: (value) => /^(?:var\(--text-[\w-]+\)|inherit|100%)$/.test(value),
  },
  'a weight': { concerns: /^font-weight$/, allows: (value) => WEIGHTS.includes(value) },
  'a radius': { concerns: /radius$/, allows: (value) => !MEASURE.test(value.replace(/var\([^)]*\)/g, '')) },
  'a space': {
    concerns: /^(?:margin|padding|(?:row-|column-)?gap)/,
    allows: (value) => !MEASURE.test(withoutCalc(value)) || value === '-1px',
  },
}

const declarations = (css: string): [string, string][] =>
  [...css.replace(/\/\*.*?\*\//gs, '').matchAll(/([\w-]+)\s*:\s*([^;{}]+);/g)].map(([, name, value]) => [
    name ?? '',
    (value ?? '').replace(/\s+/g, ' ').trim(),
  ])

function own(css: string): string[] {
  return declarations(css).flatMap(([name, value]) =>
    Object.entries(RULES)
      .filter(([, { concerns, allows }]) => concerns.test(name) && !allows(value))
      .map(([what]) => `${what} of its own: ${name}: ${value}`),
  )
}

it('knows what stands outside the tokens', () => {
  expect(own('a { color: #123456; }')).toHaveLength(1)
  expect(own('a { border: 1px solid white; }')).toHaveLength(1)
  expect(own('a { font-size: 14px; font-weight: 650; }')).toHaveLength(2)
  expect(own('a { border-radius: 5px; padding: 0.3rem var(--space-1); }')).toHaveLength(2)
  expect(
    own('a { padding: calc(4rem - var(--space-2)) 0; font: inherit; border: 1px solid var(--line); }'),
  ).toEqual([])
})

it('takes every colour, size, weight, radius and space from the tokens', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.css') && name !== TOKENS,
  )
  expect(files.length).toBeGreaterThan(10)
  const found = files.flatMap((name) =>
    own(readFileSync(`${SRC}/${name}`, 'utf8')).map((words) => `${name}: ${words}`),
  )
  expect(found).toEqual([])
})

it('uses no token that is not there', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.css'),
  )
  const all = files.map((name) => readFileSync(`${SRC}/${name}`, 'utf8'))
  const made = new Set(all.flatMap((css) => declarations(css).map(([name]) => name)))
  const scale =
    /var\((--(?:text|space|radius|shadow)-[\w-]+|--(?:ink|line|surface|brand|good|wait|ask|bad)[\w-]*)/g
  const missing = all
    .flatMap((css) => [...css.matchAll(scale)].map(([, name]) => name ?? ''))
    .filter((name) => !made.has(name))
  expect(missing).toEqual([])
})

/** Durations outside of the one block for people who like movement. Of each part of a transition the first time is how long
 * it lasts, the second how long it waits. */
function moves(css: string): string[] {
  const asked = css.replace(
    /@media \(prefers-reduced-motion: no-preference\) \{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}/g,
    '',
  )
  return declarations(asked).flatMap(([name, value]) => {
    if (/^(?:animation|scroll-behavior|view-transition)/.test(name)) return [`${name}: ${value}`]
    if (!/^(?:transition|--quick)/.test(name)) return []
    const lasting = value.split(',').map((part) => /(?:var\(--quick\)|[\d.]+m?s)/.exec(part)?.[0] ?? '0s')
    return lasting.filter((time) => time !== '0s' && time !== 'var(--quick)').map(() => `${name}: ${value}`)
  })
}

it('moves nothing for whoever asked for less motion', () => {
  expect(moves('a { transition: color 0s 0.5s, opacity var(--quick); }')).toEqual([])
  expect(moves('a { transition: color 90ms; animation: turn 1s; }')).toHaveLength(2)
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  const styles = files.filter((name) => name.endsWith('.css'))
  expect(styles.flatMap((name) => moves(readFileSync(`${SRC}/${name}`, 'utf8')))).toEqual([])
  const scripts = files.filter((name) => /\.tsx?$/.test(name))
  const smooth = scripts.filter((name) =>
    /behavior: '(?!auto|instant)|\.animate\(|startViewTransition/.test(
      readFileSync(`${SRC}/${name}`, 'utf8'),
    ),
  )
  expect(smooth).toEqual([])
})

/** A cheap tablet in the sun shows half of the contrast: words keep more than the rules ask. */
const FOR_THE_SUN = 6

it.each(['light', 'dark'])('can be read in the sun: %s', (theme) => {
  const css = readFileSync(`${SRC}/${TOKENS}`, 'utf8')
  const [light = '', dark = ''] = css.split('[data-theme="dark"]')
  const colours = Object.fromEntries(declarations(theme === 'dark' ? dark : light))
  const soft = ['brand-text', 'good', 'wait', 'ask', 'bad'].map((ink) => [ink, `${ink.split('-')[0]}-soft`])
  const plain = ['ink', 'ink-2', 'ink-3', ...soft.map(([ink]) => ink)].flatMap((ink) =>
    ['canvas', 'surface', 'surface-2'].map((ground) => [ink, ground]),
  )
  const weak = [...plain, ...soft].flatMap(([ink, ground]) => {
    const found = contrast(colours[`--${ink}`] ?? '', colours[`--${ground}`] ?? '')
    return found >= FOR_THE_SUN ? [] : [`${ink} on ${ground}: ${found.toFixed(2)}`]
  })
  expect(weak).toEqual([])
})
