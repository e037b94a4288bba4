import { t } from '../../base/text'
import { PageHead } from '../../ui/PageHead'
import { Tabs } from '../../ui/Tabs'
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

/** The organization's tablets, what they could not get through, and the queues of those that are broken. */
export function FleetPage({ view, organization, ...props }: Props) {
  if (typeof view === 'number') return <HistoryPage key={view} {...props} device={view} />
  return (
    <div class="page fleet">
      <PageHead title={t('Tablets')} />
      {props.mayChange && (
        <Tabs
          label={t('Tablets')}
          here={view}
          tabs={[
            { id: 'list', href: '/devices', label: t('All tablets') },
            { id: 'tray', href: '/devices/tray', label: t('Tray') },
            { id: 'rescue', href: '/devices/rescue', label: t('Hand in a file') },
          ]}
        />
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
