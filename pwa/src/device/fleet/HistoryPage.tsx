import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Refreshed } from '../../base/refreshed'
import type { Operation, Page } from '../../base/resources'
import { t } from '../../base/text'
import {
  pathOfNext,
  refreshDevices,
  refreshPage,
  watchDevices,
  watchDirectory,
  watchNames,
  watchRemote,
} from '../../store'
import { Button } from '../../ui/Button'
import { Choices } from '../../ui/Choices'
import { Empty } from '../../ui/Empty'
import { Freshness } from '../../ui/Freshness'
import { Icon } from '../../ui/Icon'
import { Link } from '../../ui/navigation'
import { PageHead } from '../../ui/PageHead'
import { Facts } from './Facts'
import { OperationLine } from './OperationLine'
import { type FleetProps, nameOf } from './props'
import { TabletActions } from './TabletActions'

type Outcome = 'all' | 'rejected' | 'quarantined' | 'conflict'

const outcomes = (): { value: Outcome; label: string }[] => [
  { value: 'all', label: t('Everything') },
  { value: 'rejected', label: t('Refused') },
  { value: 'quarantined', label: t('In the tray') },
  { value: 'conflict', label: t('In question') },
]

const pathOf = (device: number, outcome: Outcome): string =>
  `/devices/${device}/operations?limit=50${outcome === 'all' ? '' : `&outcome=${outcome}`}`

/** One tablet and its sync history: everything that it sent, and how each ended. */
export function HistoryPage({ device: id, ...props }: FleetProps & { device: number }) {
  const { store, api, clock, zone, now } = props
  const [filter, setFilter] = useState<Outcome>('all')
  const [outcome, setOutcome] = useState<Refreshed | 'asking'>('asking')
  const path = pathOf(id, filter)
  const key = `operations ${path}`
  const devices = useMemo(() => watchDevices(store), [store]).value
  const page = useMemo(() => watchRemote<Page<Operation>>(store, key), [store, key]).value
  const readDevices = async () => void (await refreshDevices(store, api, clock))
  async function load(ask: { path: string; append?: boolean }) {
    setOutcome('asking')
    setOutcome(await refreshPage(store, api, clock, { key, ...ask }))
  }
  useEffect(() => void load({ path }), [path])
  useEffect(() => void readDevices(), [id])

  const device = devices?.value.results.find((one) => one.id === id)
  const operations = page?.value.results ?? []
  const directory = useMemo(() => watchDirectory(store), [store]).value
  const known = useMemo(() => watchNames(store, mentionedIn(operations)), [store, page]).value
  const next = page?.value.next ?? null
  return (
    <div class="page fleet">
      <div class="fleet-head">
        <Link
          class="button"
          data-icon-only
          data-kind="quiet"
          href="/devices"
          aria-label={t('Back to all tablets')}
        >
          <Icon name="back" />
        </Link>
        <PageHead title={device ? nameOf(device) : t('Tablet')} />
        {device?.status === 'revoked' && (
          <span class="tag" data-tone="bad">
            {t('Shut out')}
          </span>
        )}
      </div>
      {device && (
        <section class="card card-body" aria-label={t('As it last said')}>
          <Facts device={device} now={now.value} zone={zone} />
          <TabletActions {...props} device={device} onChanged={readDevices} withHistory={false} />
        </section>
      )}
      <Choices legend={t('Show')} value={filter} onChange={setFilter} options={outcomes()} />
      <Freshness
        savedAt={page?.saved_at ?? null}
        now={now.value}
        zone={zone}
        outcome={outcome}
        onRefresh={() => void load({ path })}
      />
      {operations.length > 0 && (
        <ul class="card operation-list" aria-label={t('Sync history')}>
          {operations.map((operation) => (
            <OperationLine
              key={operation.op_id}
              operation={operation}
              zone={zone}
              names={{ ...known, ...directory }}
            />
          ))}
        </ul>
      )}
      {operations.length === 0 && outcome !== 'asking' && (
        <Empty
          icon={outcome === 'fresh' ? 'history' : 'cloudOff'}
          title={outcome === 'fresh' ? t('Nothing here') : t('Not on this tablet')}
        >
          <p>
            {outcome === 'fresh'
              ? t('This tablet has sent nothing that ended like this.')
              : t('The history is read from the server; it needs a connection.')}
          </p>
        </Empty>
      )}
      {next !== null && (
        <Button
          disabled={outcome === 'asking'}
          onClick={() => void load({ path: pathOfNext(next), append: true })}
        >
          {t('Show older')}
        </Button>
      )}
    </div>
  )
}

function mentionedIn(operations: readonly Operation[]) {
  const ids = (of: (one: Operation) => number | null) => operations.map(of).filter((id) => id !== null)
  return { participants: ids((one) => one.participant), sessions: ids((one) => one.session), groups: [] }
}
