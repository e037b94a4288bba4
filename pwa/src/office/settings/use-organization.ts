import { type ReadonlySignal, signal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { Refreshed } from '../../base/refreshed'
import { type Live, type Remote, refreshBody, watchRemote } from '../../store'
import type { Organization, ViewProps } from './props'

const KEPT_AS = 'organization'

interface Own {
  kept: Live<Remote<Organization> | null>
  outcome: ReadonlySignal<Refreshed | 'asking'>
  refresh: () => Promise<void>
}

/** The organization's own row: read online, kept as last seen. */
export function useOrganization({ store, api, clock }: Pick<ViewProps, 'store' | 'api' | 'clock'>): Own {
  const own = useMemo(() => {
    const outcome = signal<Refreshed | 'asking'>('asking')
    return {
      kept: watchRemote<Organization>(store, KEPT_AS),
      outcome,
      async refresh() {
        outcome.value = 'asking'
        const question = { key: KEPT_AS, path: '/organization', expected: 'settings' }
        outcome.value = await refreshBody(store, api, clock, question).catch(() => 'failed' as const)
      },
    }
  }, [store, api, clock])
  useEffect(() => void own.refresh(), [own])
  return own
}
