import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Operation } from '../../base/resources'
import { t } from '../../base/text'
import { openListing, refreshDevices, watchDevices, watchDirectory, watchNames } from '../../store'
import { BackHead } from '../../ui/BackHead'
import { Choices } from '../../ui/Choices'
import { PagedList } from '../../ui/PagedList'
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
  const path = pathOf(id, filter)
  const list = useMemo(() => openListing<Operation>({ store, api, clock }, path), [store, api, path])
  const page = list.page.value
  const devices = useMemo(() => watchDevices(store), [store]).value
  const readDevices = async () => void (await refreshDevices(store, api, clock))
  useEffect(() => void readDevices(), [id])

  const device = devices?.value.results.find((one) => one.id === id)
  const operations = page?.value.results ?? []
  const directory = useMemo(() => watchDirectory(store), [store]).value
  const known = useMemo(() => watchNames(store, mentionedIn(operations)), [store, page]).value
  return (
    <div class="page fleet">
      <BackHead href="/devices" back={t('Back to all tablets')} title={device ? nameOf(device) : t('Tablet')}>
        {device?.status === 'revoked' && (
          <span class="tag" data-tone="bad">
            {t('Shut out')}
          </span>
        )}
      </BackHead>
      {device && (
        <section class="card card-body" aria-label={t('As it last said')}>
          <Facts device={device} now={now.value} zone={zone} />
          <TabletActions {...props} device={device} onChanged={readDevices} withHistory={false} />
        </section>
      )}
      <Choices legend={t('Show')} value={filter} onChange={setFilter} options={outcomes()} />
      <PagedList
        list={list}
        now={now.value}
        zone={zone}
        label={t('Sync history')}
        class="card operation-list"
        keyOf={(operation) => operation.op_id}
        bare
        row={(operation) => (
          <OperationLine operation={operation} zone={zone} names={{ ...known, ...directory }} />
        )}
        empty={{
          icon: 'history',
          title: t('Nothing here'),
          text: t('This tablet has sent nothing that ended like this.'),
        }}
        away={t('The history is read from the server; it needs a connection.')}
        onward={t('Show older')}
      />
    </div>
  )
}

function mentionedIn(operations: readonly Operation[]) {
  const ids = (of: (one: Operation) => number | null) => operations.map(of).filter((id) => id !== null)
  return { participants: ids((one) => one.participant), sessions: ids((one) => one.session), groups: [] }
}
