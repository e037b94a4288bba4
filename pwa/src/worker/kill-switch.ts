/// <reference lib="webworker" />
/**
 * The way out when a worker was deployed broken: serve the built `kill-switch.js` at the address `/sw.js`. Browsers look there
 * for updates by themselves; this worker takes over at once, drops the app's caches, unregisters itself and reloads the open
 * pages, which then come from the network. IndexedDB is left alone: every mark that waits is still there.
 */
import { leave } from './leave'

declare const self: ServiceWorkerGlobalScope

self.addEventListener('install', () => void self.skipWaiting())

self.addEventListener('activate', (event) => {
  event.waitUntil(leave({ caches, unregister: () => self.registration.unregister(), reload }))
})

async function reload(): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  await Promise.all(pages.map((page) => page.navigate(page.url).catch(() => null)))
}
