/** What these pages read from the server, kept as last seen. */
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Refreshed } from '../../base/refreshed'
import { type Listing, openWhole, refreshBody, watchRemote } from '../../store'
import type { Group, ViewProps } from './props'

type Parts = Pick<ViewProps, 'store' | 'api' | 'clock'>

export interface Seen<T> {
  value: T | null
  savedAt: number | null
  outcome: Refreshed | 'asking'
  refresh: () => Promise<void>
}

/** One answer. @param expected a field without which it is not what was asked. */
export function useAnswer<T>({ store, api, clock }: Parts, path: string, expected: string): Seen<T> {
  const kept = useMemo(() => watchRemote<T>(store, path), [store, path]).value
  const [outcome, setOutcome] = useState<Refreshed | 'asking'>('asking')
  async function load(wanted: () => boolean) {
    setOutcome('asking')
    const ended = await refreshBody(store, api, clock, { key: path, path, expected }).catch(
      () => 'failed' as const,
    )
    if (wanted()) setOutcome(ended)
  }
  useEffect(() => {
    let current = true
    void load(() => current)
    return () => {
      current = false
    }
  }, [path])
  return {
    value: kept?.value ?? null,
    savedAt: kept?.saved_at ?? null,
    outcome,
    refresh: () => load(() => true),
  }
}

export interface AllGroups {
  rows: readonly Group[]
  list: Listing<Group>
}

/** Every group: a tree is only of use as a whole. */
export function useGroups({ store, api, clock }: Parts): AllGroups {
  const list = useMemo(
    () => openWhole<Group>({ store, api, clock }, '/groups?ordering=name&limit=500'),
    [store, api],
  )
  useEffect(() => void list.refresh(), [list])
  const page = list.page.value
  return { rows: useMemo(() => page?.value.results ?? [], [page]), list }
}

const SETTLED = 300

/** What was typed, once nothing more was typed for a moment: the server is not asked for every letter. */
export function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed)
  useEffect(() => {
    if (typed === settled) return
    // An emptied field is meant so.
    const timer = setTimeout(() => setSettled(typed), typed === '' ? 0 : SETTLED)
    return () => clearTimeout(timer)
  }, [typed, settled])
  return settled
}
