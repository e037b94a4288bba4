import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const manifest = createRequire(import.meta.url)('./package.json')
const packages = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })

// The tests live in ../tests, where no node_modules is above them: each package is looked up here,
// as if this folder had imported it, so that tests and sources share one copy.
const fromHere: Plugin = {
  name: 'packages-from-here',
  enforce: 'pre',
  resolveId(name, importer) {
    const known = packages.some((one) => name === one || name.startsWith(`${one}/`))
    if (!known || !importer || importer.startsWith(here('.'))) return null
    return this.resolve(name, here('./package.json'), { skipSelf: true })
  },
}

export default defineConfig({
  plugins: [fromHere],
  resolve: { alias: { '@': here('./src') } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  server: { fs: { allow: [here('..')] } },
  test: {
    root: here('..'),
    include: ['tests/pwa/**/*.test.{ts,tsx}'],
    environment: 'node',
    passWithNoTests: false,
    cache: false,
  },
})
