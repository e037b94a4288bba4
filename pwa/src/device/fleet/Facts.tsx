import type { Device } from '../../base/resources'
import { ago, clockFault } from '../../ui/words'

/** What a tablet said of itself when it was last heard of. */
export function Facts({ device, now, zone }: { device: Device; now: number; zone: string }) {
  const time = (moment: string | null) => (moment === null ? 'never' : ago(Date.parse(moment), now, zone))
  const fault = clockFault(device.clock_offset_ms)
  return (
    <dl class="facts tablet-facts">
      <dt>Last seen</dt>
      <dd>
        {time(device.last_seen_at)}
        {device.last_user_name !== '' && `, with ${device.last_user_name}`}
      </dd>
      {device.oldest_waiting_at !== null && device.waiting_reported > 0 && (
        <>
          <dt>Oldest that waits</dt>
          <dd>{time(device.oldest_waiting_at)}</dd>
        </>
      )}
      <dt>App</dt>
      <dd>{device.app_version || 'unknown'}</dd>
      <dt>Clock</dt>
      <dd>{fault ? <strong class="bad-words">{fault}</strong> : 'agrees with the server'}</dd>
    </dl>
  )
}
