/** Stands for the messenger until its script is here. What is wished meanwhile is kept; marks need no wish: a starting engine
 * reads the queue by itself. */
import { signal } from '@preact/signals'
import type { Store, Tablet } from '../store'
import type { Api, ApiReply, Sync, Wish } from '../sync'
import { afterFirstScreen } from './first-screen'
import type { Messenger } from './messenger'

/** The messenger's script did not come. It is asked for again; a browser that remembers the failure needs a new start. */
export const messengerMissing = signal(false)

const AGAIN = 30_000

export const fetchMessenger = () => import('./messenger')

export interface Connection {
  api: Api
  sync: Pick<Sync, 'wake' | 'syncNow' | 'stop'>
}

export function connect(
  store: Store,
  tablet: Tablet,
  firstAccess: string | null,
  version: string,
): Connection {
  const wishes: Wish[] = []
  let access = firstAccess
  let messenger: Messenger | null = null
  let stopped = false
  let coming: Promise<Messenger | null> | null = null

  async function bring(): Promise<Messenger | null> {
    try {
      const { createMessenger } = await fetchMessenger()
      messengerMissing.value = false
      messenger = createMessenger(store, tablet, version)
    } catch {
      messengerMissing.value = true
      coming = null
      setTimeout(() => stopped || void here(), AGAIN)
      return null
    }
    messenger.api.useAccess(access)
    if (stopped) return messenger
    messenger.sync.start()
    for (const wish of wishes) messenger.sync.wake(wish)
    return messenger
  }
  const here = (): Promise<Messenger | null> => {
    coming ??= bring()
    return coming
  }
  afterFirstScreen(() => void here())

  return {
    api: {
      async request(ask): Promise<ApiReply> {
        return (await here())?.api.request(ask) ?? { kind: 'offline', why: 'network' }
      },
      useAccess(token) {
        access = token
        messenger?.api.useAccess(token)
      },
    },
    sync: {
      wake(wish) {
        if (messenger) return messenger.sync.wake(wish)
        wishes.push(wish)
        void here()
      },
      async syncNow() {
        await (await here())?.sync.syncNow()
      },
      async stop() {
        stopped = true
        // One that is only just coming is not waited for: it will never start.
        await messenger?.sync.stop()
      },
    },
  }
}
