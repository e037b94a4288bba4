import { t } from '../../base/text'
import { Icon, type IconName } from '../../ui/Icon'
import { Link } from '../../ui/navigation'
import { PageHead } from '../../ui/PageHead'
import { HistoryPage } from './HistoryPage'
import type { FleetProps } from './props'
import { RescueView } from './RescueView'
import { TabletList } from './TabletList'
import { TrayView } from './TrayView'
import './fleet.css'

interface Props extends FleetProps {
  /** A number is a tablet, whose history is shown. */
  view: 'list' | 'tray' | 'rescue' | number
  organization: number
}

const VIEWS: { view: Props['view']; href: string; icon: IconName; words: () => string }[] = [
  { view: 'list', href: '/devices', icon: 'devices', words: () => t('All tablets') },
  { view: 'tray', href: '/devices/tray', icon: 'tray', words: () => t('Tray') },
  { view: 'rescue', href: '/devices/rescue', icon: 'upload', words: () => t('Hand in a file') },
]

/** The organization's tablets, what they could not get through, and the queues of those that are broken. */
export function FleetPage({ view, organization, ...props }: Props) {
  if (typeof view === 'number') return <HistoryPage key={view} {...props} device={view} />
  return (
    <div class="page fleet">
      <PageHead title={t('Tablets')} />
      {props.mayChange && (
        <nav class="fleet-views" aria-label={t('Tablets')}>
          {VIEWS.map((one) => (
            <Link
              key={one.href}
              class="button"
              href={one.href}
              data-kind="quiet"
              aria-current={one.view === view ? 'page' : undefined}
            >
              <Icon name={one.icon} />
              {one.words()}
            </Link>
          ))}
        </nav>
      )}
      {view === 'tray' && props.mayChange ? (
        <TrayView {...props} />
      ) : view === 'rescue' && props.mayChange ? (
        <RescueView {...props} organization={organization} />
      ) : (
        <TabletList {...props} />
      )}
    </div>
  )
}
