import { useMemo } from 'preact/hooks'
import { t } from '../base/text'
import { type Store, watchSubscription } from '../store'
import { Empty } from '../ui/Empty'
import { Link } from '../ui/navigation'
import { isCarried } from './carried'

interface Props {
  store: Store
  day: string
  today: string
}

/** Another day than today without anything on it: nothing is planned, or the tablet does not carry that day at all. */
export function EmptyDay({ store, day, today }: Props) {
  const kept = useMemo(() => watchSubscription(store), [store]).value
  if (isCarried(kept, day, today))
    return (
      <Empty icon="calendar" title={t('No {sessions} on this day')}>
        <p>{t('When an administrator plans one, it appears here after the next contact with the server.')}</p>
      </Empty>
    )
  return (
    <Empty icon="device" title={t('This day is not on this tablet')}>
      <p>{t('The tablet carries fewer days than this. What happened on it is on the server.')}</p>
      <Link class="button" href="/device">
        {t('What this tablet carries')}
      </Link>
    </Empty>
  )
}
