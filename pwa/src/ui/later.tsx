import { signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { t } from '../base/text'
import { Button } from './Button'
import { Empty } from './Empty'
import { bringIcons } from './Icon'

export interface Later<P> {
  (props: P): preact.JSX.Element
  /** Fetches the part's script, so that it is there when it is shown. Resolves to whether it is. */
  ready(): Promise<boolean>
}

/** A part of the app in a script of its own, so that the first screen does not wait for it. Once fetched it renders at once. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): Later<P> {
  const part = signal<ComponentType<P> | null>(null)
  const failed = signal(false)
  async function ready(): Promise<boolean> {
    try {
      if (part.peek() === null) {
        const [loaded, { MORE }] = await Promise.all([load(), import('./more-icons')])
        bringIcons(MORE)
        part.value = loaded
      }
    } catch {
      // The browser remembers a failed script: only a new start of the page asks for it again.
      failed.value = true
    }
    return part.peek() !== null
  }
  function Part(props: P) {
    useEffect(() => void ready(), [])
    const Loaded = part.value
    if (Loaded) return <Loaded {...props} />
    return failed.value ? <NotHere /> : <div class="page" aria-busy="true" />
  }
  return Object.assign(Part, { ready })
}

function NotHere() {
  return (
    <div class="page">
      <Empty icon="cloudOff" title={t('This page of the app is not on this tablet')}>
        <p>
          {t(
            'It comes with the next start that has a network, or the app was updated in another tab. Every mark stays where it is.',
          )}
        </p>
        <Button icon="refresh" onClick={() => location.reload()}>
          {t('Start again')}
        </Button>
      </Empty>
    </div>
  )
}
