/** Bundles tests/convergence/tablet.ts, the engine without a page, into one file that Node runs:
 * `vite build --config build/tablet.config.ts` writes var/convergence/tablet.js. */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { packagesFromHere } from './packages-from-here.ts'

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))

export default defineConfig({
  root: path('..'),
  publicDir: false,
  plugins: [packagesFromHere(path('..'))],
  resolve: { alias: { '@': path('../src') } },
  ssr: { noExternal: true },
  build: {
    ssr: path('../../tests/convergence/tablet.ts'),
    outDir: path('../../var/convergence'),
    emptyOutDir: true,
    target: 'es2022',
    rollupOptions: { output: { entryFileNames: 'tablet.js' } },
  },
})
