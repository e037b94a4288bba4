/** The service worker as the page sees it: ready without a network, a new build waiting, and the step to it. */
import { signal } from '@preact/signals'
import { trusted } from '../ui/trusted'

/** The app is stored on this tablet and starts without a network. */
export const offlineReady = signal(false)
/** A new build is stored and waits. It takes over when the person agrees, or at the next start. */
export const updateReady = signal(false)

const HOURLY = 3_600_000
const WORKER = '/sw.js'

let registration: ServiceWorkerRegistration | null = null
let agreed = false

export async function registerWorker(): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  const workers = navigator.serviceWorker
  workers.addEventListener('controllerchange', () => {
    // Only the page whose person agreed reloads; other tabs finish what they are doing with the build they have.
    if (agreed) location.reload()
  })
  void workers.ready.then(() => {
    offlineReady.value = true
  })
  try {
    registration = await workers.register(trusted(WORKER), { updateViaCache: 'none' })
  } catch {
    // Without a worker the app still works as a page; the device screen says that it is not ready.
    return
  }
  if (registration) watch(registration)
  setInterval(() => void lookForUpdate(), HOURLY)
}

function watch(found: ServiceWorkerRegistration): void {
  const check = () => {
    // The very first worker has nothing to replace: it is no update.
    updateReady.value = found.waiting !== null && navigator.serviceWorker.controller !== null
  }
  check()
  found.addEventListener('updatefound', () => {
    found.installing?.addEventListener('statechange', check)
  })
}

/** Asks the server for a new build; silent without a network. */
export async function lookForUpdate(): Promise<void> {
  await registration?.update().catch(() => undefined)
}

/** The person agreed: the waiting build takes over and the page starts again with it. */
export function applyUpdate(): void {
  agreed = true
  if (registration?.waiting) registration.waiting.postMessage('take over')
  else location.reload()
}
