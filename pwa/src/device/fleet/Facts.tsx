import type { Device } from '../../base/resources'
import { t } from '../../base/text'
import { ago, apart, clockFault } from '../../ui/words'

/** What a tablet said of itself when it was last heard of. */
export function Facts({ device, now, zone }: { device: Device; now: number; zone: string }) {
  const time = (moment: string | null) => (moment === null ? t('never') : ago(Date.parse(moment), now, zone))
  const fault = clockFault(device.clock_offset_ms)
  return (
    <dl class="facts tablet-facts">
      <dt>{t('Last seen')}</dt>
      <dd>
        {device.last_user_name === ''
          ? time(device.last_seen_at)
          : t('{time}, with {name}', { time: time(device.last_seen_at), name: apart(device.last_user_name) })}
      </dd>
      {device.oldest_waiting_at !== null && device.waiting_reported > 0 && (
        <>
          <dt>{t('Oldest that waits')}</dt>
          <dd>{time(device.oldest_waiting_at)}</dd>
        </>
      )}
      <dt>{t('App')}</dt>
      <dd>{device.app_version || t('unknown')}</dd>
      <dt>{t('Clock')}</dt>
      <dd>{fault ? <strong class="bad-words">{fault}</strong> : t('agrees with the server')}</dd>
    </dl>
  )
}
