import type { ComponentChildren } from 'preact'
import type { Refreshed } from '../base/refreshed'
import { t } from '../base/text'
import { Empty } from './Empty'
import { Freshness } from './Freshness'

/** What the server told when it was last asked, and how asking it now goes. */
export interface Seen<T> {
  value: T | null
  /** Milliseconds since 1970. */
  savedAt: number | null
  outcome: Refreshed | 'asking'
  refresh: () => Promise<void>
}

interface Props<T> {
  seen: Seen<T>
  now: number
  zone: string
  /** Said when nothing was read yet and the server is out of reach. */
  away: string
  children: (value: T) => ComponentChildren
}

/** An answer of the server on the screen: how old it is, an outline until it comes, and why it is not there. */
export function Answered<T>({ seen, now, zone, away, children }: Props<T>) {
  const { value, savedAt, outcome, refresh } = seen
  return (
    <>
      <Freshness savedAt={savedAt} now={now} zone={zone} outcome={outcome} onRefresh={() => void refresh()} />
      {value !== null && children(value)}
      {value === null && outcome !== 'asking' && (
        <Empty icon="cloudOff" title={t('Not on this tablet')}>
          <p>{away}</p>
        </Empty>
      )}
    </>
  )
}
