/** One import as the server tells it, followed for as long as it is at work, and shown as last seen without a network. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { systemTimers } from '../../base/clock'
import type { Refreshed } from '../../base/refreshed'
import { type Remote, readRemote, refreshBody, type Store, saveRemote, watchRemote } from '../../store'
import { type Following, follow, type Heard } from './following'
import { type Import, isAtWork, type ViewProps } from './props'

export interface Followed {
  kept: Remote<Import> | null
  outcome: Refreshed | 'asking'
  refresh: () => void
  /** What a request answered, which is newer than what was seen. */
  take: (fresh: Import) => Promise<void>
}

export function useImport(
  { store, api, clock }: Pick<ViewProps, 'store' | 'api' | 'clock'>,
  id: string,
): Followed {
  const path = `/imports/${id}`
  const kept = useMemo(() => watchRemote<Import>(store, path), [store, path]).value
  const [outcome, setOutcome] = useState<Refreshed | 'asking'>('asking')
  const following = useRef<Following | null>(null)
  useEffect(() => {
    async function ask(): Promise<Heard> {
      const before = await seen(store, path)
      const ended = await refreshBody(store, api, clock, { key: path, path, expected: 'columns' }).catch(
        () => 'failed' as const,
      )
      setOutcome(ended)
      const row = await seen(store, path)
      return heardOf(ended, before, row)
    }
    const own = follow(ask, systemTimers)
    following.current = own
    const back = () => document.visibilityState === 'visible' && own.again()
    addEventListener('online', back)
    document.addEventListener('visibilitychange', back)
    return () => {
      own.stop()
      removeEventListener('online', back)
      document.removeEventListener('visibilitychange', back)
    }
  }, [store, api, clock, path])
  return {
    kept,
    outcome,
    refresh() {
      setOutcome('asking')
      following.current?.again()
    },
    async take(fresh) {
      await saveRemote(store, path, fresh, clock.now()).catch(() => undefined)
      following.current?.again()
    },
  }
}

const seen = async (store: Store, path: string): Promise<Import | null> =>
  (await readRemote<Import>(store, path).catch(() => null))?.value ?? null

/** What is at rest is not asked about again by itself; what is gone or refused never. */
export function heardOf(ended: Refreshed, before: Import | null, after: Import | null): Heard {
  if (ended === 'offline' || (ended === 'failed' && after !== null && isAtWork(after))) return 'lost'
  if (ended !== 'fresh' || after === null || !isAtWork(after)) return 'over'
  const moved = before === null || before.status !== after.status || before.done !== after.done
  return moved ? 'moved' : 'still'
}
