import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Refreshed } from '../../base/refreshed'
import type { Notification } from '../../base/resources'
import { t } from '../../base/text'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { Freshness } from '../../ui/Freshness'
import { Icon } from '../../ui/Icon'
import { later } from '../../ui/later'
import { navigate } from '../../ui/navigation'
import { PageHead } from '../../ui/PageHead'
import { toast } from '../../ui/toast'
import { ago } from '../../ui/words'
import type { OfficeProps } from '../props'
import { unreadOf, watchNotices } from './notices'
import { readNotice, refreshNotices, routeOf } from './reading'
import './notifications.css'

const WishesCard = later(async () => (await import('./WishesCard')).WishesCard)

interface Props extends OfficeProps {
  role: string
}

/** What the server has to tell this person, newest first. */
export function NotificationsPage({ role, ...parts }: Props) {
  const { store, api, clock, zone, now } = parts
  const notices = useMemo(() => watchNotices(store), [store]).value
  const [outcome, setOutcome] = useState<Refreshed | 'asking'>('asking')
  const load = async () => {
    setOutcome('asking')
    setOutcome(await refreshNotices(store, api, clock))
  }
  useEffect(() => void load(), [store])
  const [choosing, setChoosing] = useState(false)
  const list = notices?.value.results ?? []
  async function open(notice: Notification) {
    const route = routeOf(notice.link)
    if (route) navigate(route)
    if (!notice.is_read) await readNotice(store, api, notice)
  }
  async function readAll() {
    if (!(await readNotice(store, api, null))) toast(t('The server cannot be reached. Nothing was changed.'))
  }
  return (
    <div class="page notices">
      <PageHead title={t('Notifications')}>
        <div class="row">
          {unreadOf(notices) > 0 && (
            <Button icon="checkAll" onClick={() => void readAll()}>
              {t('Mark all as read')}
            </Button>
          )}
          <Button
            icon="gear"
            aria-expanded={choosing}
            aria-controls={choosing ? 'wishes' : undefined}
            onClick={() => setChoosing(!choosing)}
          >
            {t('What you hear of')}
          </Button>
        </div>
      </PageHead>
      {choosing && <WishesCard role={role} {...parts} />}
      <Freshness
        savedAt={notices?.saved_at ?? null}
        now={now.value}
        zone={zone}
        outcome={outcome}
        onRefresh={() => void load()}
      />
      {list.length === 0 && outcome !== 'asking' && (
        <Empty icon="bell" title={t('Nothing new')}>
          <p>{t('Conflicts and other things that need you appear here.')}</p>
        </Empty>
      )}
      {list.length > 0 && (
        <ul class="card notice-list">
          {list.map((notice) => (
            <li key={notice.id}>
              <Notice
                notice={notice}
                age={ago(Date.parse(notice.created_at), now.value, zone)}
                onOpen={() => void open(notice)}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Notice({ notice, age, onOpen }: { notice: Notification; age: string; onOpen: () => void }) {
  return (
    <button type="button" class="notice" data-unread={!notice.is_read} onClick={onOpen}>
      <Icon name={notice.notification_type.includes('conflict') ? 'scales' : 'bell'} />
      <span class="notice-text">
        <span class="notice-title">
          {!notice.is_read && <span class="visually-hidden">{t('Unread:')} </span>}
          {notice.title}
        </span>
        <span>{notice.message}</span>
        <span class="muted">{age}</span>
      </span>
      {routeOf(notice.link) && <Icon name="next" />}
    </button>
  )
}
