/** What pages of the office read from the server, kept as last seen. */
import { useEffect, useMemo, useState } from 'preact/hooks'
import { type Listing, openListing, openWhole, refreshBody, watchRemote } from '../store'
import type { Seen } from '../ui/Answered'
import type { OfficeProps } from './props'

type Parts = Pick<OfficeProps, 'store' | 'api' | 'clock'>

/** A list page by page, begun anew with another path, or where `other` says that its rows are others. */
export const useListing = <T>({ store, api, clock }: Parts, path: string, other?: string): Listing<T> =>
  useMemo(() => openListing<T>({ store, api, clock }, path), [store, api, clock, path, other])

/** A list that is only of use as a whole. */
export const useWhole = <T>({ store, api, clock }: Parts, path: string): Listing<T> =>
  useMemo(() => openWhole<T>({ store, api, clock }, path), [store, api, clock, path])

/**
 * One answer, asked for anew when the path changes; null asks for nothing.
 * @param expected a field without which it is not what was asked.
 */
export function useAnswer<T>({ store, api, clock }: Parts, path: string | null, expected: string): Seen<T> {
  const kept = useMemo(() => watchRemote<T>(store, path ?? ''), [store, path]).value
  const [outcome, setOutcome] = useState<Seen<T>['outcome']>('asking')
  async function load(wanted: () => boolean) {
    if (path === null) return
    setOutcome('asking')
    const read = () => refreshBody(store, api, clock, { key: path, path, expected })
    // Keeping the answer can fail while the tablet's storage is being opened anew: once more, and then it is said.
    const ended = await read()
      .catch(read)
      .catch(() => 'failed' as const)
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
