import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { serviceWorker } from './build/service-worker.ts'
import { versionOf } from './build/version.ts'

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const api = process.env.API_URL ?? `http://127.0.0.1:${process.env.API_PORT ?? '8000'}`

/** What every page of the app stands on: one script instead of ten, since each is a message to the service worker. Nothing may
 * be in it that the first screen does without. */
const KIT =
  /node_modules\/(preact|@preact|dexie)\/|src\/(base\/(clock|ids|text)|store\/(base|changes|live|many|meta|rows|spots|travel)|ui\/(announce|Button|Icon|toast))\.tsx?$/

export default defineConfig({
  root: path('.'),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // Its build for browsers of today: smaller, and in parts. Only store/ imports it, so there is no second copy to clash with.
  resolve: { alias: [{ find: /^dexie$/, replacement: path('node_modules/dexie/dist/modern/dexie.mjs') }] },
  define: { __APP_VERSION__: JSON.stringify(process.env.APP_VERSION ?? versionOf(path('src'))) },
  plugins: [
    serviceWorker({
      worker: path('src/worker/sw.ts'),
      killSwitch: path('src/worker/kill-switch.ts'),
      publicDir: path('public'),
    }),
  ],
  build: {
    target: 'es2022',
    // The strict content policy allows no inline script and no data: script or style.
    assetsInlineLimit: 0,
    // The page names the scripts of the first screen; the lists of all others would weigh more than they save.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, deps, { hostType }) => (hostType === 'html' ? deps : []),
    },
    // One style sheet: pages whose script comes later are never seen without their style.
    cssCodeSplit: false,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'kit', test: KIT }] } } },
  },
  server: { host: '127.0.0.1', strictPort: true, proxy: { '/api': { target: api, changeOrigin: false } } },
})
