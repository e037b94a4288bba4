import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { t } from '../../base/text'
import { Answered } from '../../ui/Answered'
import { type Paged, seenOf } from '../../ui/PagedList'

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
  return (
    <Answered
      seen={seenOf(list)}
      now={now}
      zone={zone}
      away={t('Settings are read from the server; that needs a connection.')}
    >
      {({ results }) => children(results)}
    </Answered>
  )
}
