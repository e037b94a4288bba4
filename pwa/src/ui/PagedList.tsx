import type { ReadonlySignal } from '@preact/signals'
import { type ComponentChildren, Fragment } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Refreshed } from '../base/refreshed'
import type { Page } from '../base/resources'
import { t } from '../base/text'
import { Answered, type Seen } from './Answered'
import { Button } from './Button'
import { Empty } from './Empty'
import type { IconName } from './Icon'

/** As store/listing.ts opens it. */
export interface Paged<T> {
  page: ReadonlySignal<{ value: Page<T>; saved_at: number } | null>
  outcome: ReadonlySignal<Refreshed | 'asking'>
  refresh(): Promise<void>
  more(): Promise<void>
}

interface Props<T> {
  list: Paged<T>
  now: number
  zone: string
  /** What the list is called for assistive technology. */
  label: string
  /** Said when the server has nothing. */
  empty: { icon: IconName; title: string; text: ComponentChildren }
  /** Said when nothing was read yet and the server is out of reach. */
  away?: string
  row: (row: T) => ComponentChildren
  /** Where the row brings its own list item. */
  bare?: boolean
  /** What the button for the next page says. */
  onward?: string
  keyOf: (row: T) => string | number
  class?: string
}

/** A list as one answer, of which the rows are the value. */
export const seenOf = <T,>(list: Paged<T>): Seen<Page<T>> => ({
  value: list.page.value?.value ?? null,
  savedAt: list.page.value?.saved_at ?? null,
  outcome: list.outcome.value,
  refresh: list.refresh,
})

/** A list that the server gives page by page: how old it is, what it holds, why it holds nothing, and the way to more. */
export function PagedList<T>({ list, now, zone, label, empty, row, keyOf, bare = false, ...more }: Props<T>) {
  useEffect(() => void list.refresh(), [list])
  const seen = seenOf(list)
  const asking = seen.outcome === 'asking'
  return (
    <Answered
      seen={seen}
      now={now}
      zone={zone}
      away={more.away ?? t('This list is read from the server; it needs a connection.')}
    >
      {({ results, next }) => (
        <>
          {results.length > 0 && (
            <ul class={more.class ?? 'card paged'} aria-label={label}>
              {results.map((one) =>
                bare ? (
                  <Fragment key={keyOf(one)}>{row(one)}</Fragment>
                ) : (
                  <li key={keyOf(one)}>{row(one)}</li>
                ),
              )}
            </ul>
          )}
          {results.length === 0 && !asking && (
            <Empty icon={empty.icon} title={empty.title}>
              <p>{empty.text}</p>
            </Empty>
          )}
          {next && (
            <Button disabled={asking} onClick={() => void list.more()}>
              {more.onward ?? t('Show more')}
            </Button>
          )}
        </>
      )}
    </Answered>
  )
}
