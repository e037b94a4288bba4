import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Refreshed } from '../../base/refreshed'
import type { Device } from '../../base/resources'
import { n, t } from '../../base/text'
import { refreshDevices, watchDevices } from '../../store'
import { Empty } from '../../ui/Empty'
import { Freshness } from '../../ui/Freshness'
import { fold, matches } from '../../ui/fold'
import { SearchField } from '../../ui/SearchField'
import type { FleetProps } from './props'
import { TabletCard } from './TabletCard'

/** Every tablet that has ever synced: who had it, when it was heard of, and what waits on it as it last said. */
export function TabletList(props: FleetProps) {
  const { store, api, clock, zone, now } = props
  const page = useMemo(() => watchDevices(store), [store]).value
  const [outcome, setOutcome] = useState<Refreshed | 'asking'>('asking')
  const [query, setQuery] = useState('')
  const load = async () => {
    setOutcome('asking')
    setOutcome(await refreshDevices(store, api, clock))
  }
  useEffect(() => void load(), [store])
  const devices = [...(page?.value.results ?? [])].sort(lastSeenFirst)
  const shown = devices.filter((one) =>
    matches(fold(`${one.label} ${one.last_user_name} ${one.device_uuid}`), query),
  )
  return (
    <>
      <Freshness
        savedAt={page?.saved_at ?? null}
        now={now.value}
        zone={zone}
        outcome={outcome}
        onRefresh={() => void load()}
      />
      {devices.length > 0 && <p class="fleet-words">{waitingInWords(devices)}</p>}
      {devices.length > 6 && (
        <SearchField label={t('Find a tablet or person')} value={query} onInput={setQuery} />
      )}
      {devices.length === 0 && outcome !== 'asking' ? (
        <Empty
          icon={outcome === 'fresh' ? 'devices' : 'cloudOff'}
          title={outcome === 'fresh' ? t('No tablet yet') : t('Not on this tablet')}
        >
          <p>
            {outcome === 'fresh'
              ? t('A tablet appears here after its first contact with the server.')
              : t('The list of tablets is read from the server; it needs a connection.')}
          </p>
        </Empty>
      ) : (
        <ul class="fleet-list">
          {shown.map((device) => (
            <TabletCard key={device.id} {...props} device={device} onChanged={load} />
          ))}
        </ul>
      )}
      {devices.length > 0 && shown.length === 0 && <p class="muted">{t('No tablet matches.')}</p>}
    </>
  )
}

const seen = (device: Device): number => Date.parse(device.last_seen_at ?? device.created_at)
const lastSeenFirst = (a: Device, b: Device): number => seen(b) - seen(a)

function waitingInWords(devices: readonly Device[]): string {
  const waiting = devices.filter((device) => device.waiting_reported > 0)
  const all = waiting.reduce((sum, device) => sum + device.waiting_reported, 0)
  if (all === 0)
    return n(
      devices.length,
      '{count} tablet. As far as they last said, nothing waits on any.',
      '{count} tablets. As far as they last said, nothing waits on any.',
    )
  return n(
    waiting.length,
    '{entries} waited on {count} tablet when it last spoke with the server.',
    '{entries} waited on {count} tablets when they last spoke with the server.',
    { entries: n(all, '{count} entry', '{count} entries') },
  )
}
