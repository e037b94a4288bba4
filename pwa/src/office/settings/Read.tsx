import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { t } from '../../base/text'
import { Empty } from '../../ui/Empty'
import { Freshness } from '../../ui/Freshness'
import type { Paged } from '../../ui/PagedList'

interface Props<T> {
  list: Paged<T>
  now: number
  zone: string
  /** What is made of the rows, once there are any. */
  children: (rows: readonly T[]) => ComponentChildren
}

/** A list that is shown in another shape than row below row: how old it is, and why it is not there. */
export function Read<T>({ list, now, zone, children }: Props<T>) {
  useEffect(() => void list.refresh(), [list])
  const page = list.page.value
  const outcome = list.outcome.value
  return (
    <>
      <Freshness
        savedAt={page?.saved_at ?? null}
        now={now}
        zone={zone}
        outcome={outcome}
        onRefresh={() => void list.refresh()}
      />
      {page
        ? children(page.value.results)
        : outcome !== 'asking' && (
            <Empty icon="cloudOff" title={t('Not on this tablet')}>
              <p>{t('Settings are read from the server; that needs a connection.')}</p>
            </Empty>
          )}
    </>
  )
}
