import type { Device } from '../../base/resources'
import { n, t } from '../../base/text'
import { Icon } from '../../ui/Icon'
import { Link } from '../../ui/navigation'
import { Facts } from './Facts'
import { type FleetProps, nameOf } from './props'
import { TabletActions } from './TabletActions'

interface Props extends FleetProps {
  device: Device
  onChanged: () => Promise<void>
}

/** One tablet; its name leads to what it has sent. */
export function TabletCard({ device, onChanged, ...props }: Props) {
  const name = nameOf(device)
  const { waiting_reported: waiting } = device
  return (
    <li class="card tablet-card" data-status={device.status}>
      <div class="tablet-head">
        <Icon name={device.status === 'revoked' ? 'lock' : 'device'} />
        <h2>
          <Link href={`/devices/${device.id}`}>{name}</Link>
        </h2>
        {device.device_uuid === props.deviceId && (
          <span class="tag" data-tone="brand">
            {t('This one')}
          </span>
        )}
        {device.status === 'revoked' && (
          <span class="tag" data-tone="bad">
            {t('Shut out')}
          </span>
        )}
        <span class="tag" data-tone={waiting > 0 ? 'wait' : 'good'}>
          {waiting > 0 ? n(waiting, '{count} entry waits', '{count} entries wait') : t('Nothing waits')}
        </span>
      </div>
      <Facts device={device} now={props.now.value} zone={props.zone} />
      <TabletActions {...props} device={device} onChanged={onChanged} />
    </li>
  )
}
