/** Bundles tests/api/client.ts, a program on openapi-fetch and the generated types, into one file that Node runs:
 * `vite build --config build/clients.config.ts` writes var/clients/client.js. */
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
    ssr: path('../../tests/api/client.ts'),
    outDir: path('../../var/clients'),
    emptyOutDir: true,
    target: 'es2022',
    rollupOptions: { output: { entryFileNames: 'client.js' } },
  },
})
