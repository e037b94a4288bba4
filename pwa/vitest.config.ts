import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { packagesFromHere } from './build/packages-from-here.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  plugins: [packagesFromHere(here('.'))],
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
