/// <reference lib="webworker" />
import { activate, answer, cacheKey, install, type Precache } from './precache'

declare const self: ServiceWorkerGlobalScope
/** Written by the build: every file and a hash over all of them. */
declare const PRECACHE: Precache

self.addEventListener('install', (event) => {
  event.waitUntil(install(caches, PRECACHE))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(activate(caches, PRECACHE))
})

self.addEventListener('fetch', (event) => {
  const key = cacheKey(event.request, location.origin)
  if (key !== null) event.respondWith(answer(caches, PRECACHE, event.request, key))
})

// A new build waits until the person agrees or every tab of the old one is closed: never in the middle of marking.
self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting()
})
