/// <reference lib="webworker" />
/**
 * The way out when a worker was deployed broken: serve the built `kill-switch.js` at the address `/sw.js`. Browsers look there
 * for updates by themselves; this worker takes over at once, drops the app's caches, unregisters itself and reloads the open
 * pages, which then come from the network. IndexedDB is left alone: every mark that waits is still there.
 */
import { PREFIX } from './precache'

declare const self: ServiceWorkerGlobalScope

self.addEventListener('install', () => void self.skipWaiting())

self.addEventListener('activate', (event) => {
  event.waitUntil(leave())
})

async function leave(): Promise<void> {
  const ours = (await caches.keys()).filter((name) => name.startsWith(PREFIX))
  await Promise.all(ours.map((name) => caches.delete(name)))
  await self.registration.unregister()
  const pages = await self.clients.matchAll({ type: 'window' })
  await Promise.all(pages.map((page) => page.navigate(page.url)))
}
