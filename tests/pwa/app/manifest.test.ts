/** What the tablet's own screen shows of the app: its name, its icons, and shortcuts that lead somewhere, in each language. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { routeOf } from '@/app/routes'
import { LANGUAGES, languageOf } from '@/base/words/languages'

interface Manifest {
  lang: string
  short_name: string
  icons: { src: string; sizes: string; type: string; purpose: string }[]
  shortcuts: { name: string; description: string; url: string }[]
}
const file = (path: string) => fileURLToPath(new URL(`../../../pwa/public${path}`, import.meta.url))
const read = (path: string): Manifest => JSON.parse(readFileSync(file(path), 'utf8'))
const ENGLISH = '/manifest.webmanifest'

/** Without what is words. */
const bare = ({ shortcuts, ...rest }: Manifest) => ({
  ...rest,
  lang: '',
  short_name: '',
  description: '',
  shortcuts: shortcuts.map((one) => ({ ...one, name: '', description: '' })),
})

it.each(LANGUAGES)('says in $name what the shortcuts are, and is the same app', async ({ tag }) => {
  const spoken = await languageOf([tag])
  const manifest = read(spoken.manifest ?? ENGLISH)
  expect(manifest.lang).toBe(tag)
  expect(bare(manifest)).toEqual(bare(read(ENGLISH)))
  const foreign = tag === 'en' ? /\P{ASCII}/u : /[A-Za-z]/
  for (const { name, description } of [...manifest.shortcuts, { name: manifest.short_name, description: '' }])
    expect(`${name} ${description}`).not.toMatch(foreign)
})

it('has shortcuts to three pages of the app', () => {
  const pages = read(ENGLISH).shortcuts.map(({ url }) => routeOf(url).page)
  expect(pages).toEqual(['today', 'review', 'device'])
})

it('has an icon of each kind in the size that it says', () => {
  const { icons } = read(ENGLISH)
  expect(new Set(icons.map(({ purpose }) => purpose))).toEqual(new Set(['any', 'maskable', 'monochrome']))
  for (const { src, sizes, type } of icons) {
    const bytes = readFileSync(file(src))
    if (type === 'image/svg+xml') expect(bytes.toString()).toContain('<svg')
    else expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(sizes)
  }
})
