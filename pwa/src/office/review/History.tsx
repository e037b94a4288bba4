import type { ReadonlySignal } from '@preact/signals'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Clock } from '../../base/clock'
import type { Refreshed } from '../../base/refreshed'
import type { AuditLog, Page } from '../../base/resources'
import { t } from '../../base/text'
import { type Asking, refreshPage, type Store, watchDirectory, watchNames, watchRemote } from '../../store'
import { AuditEntry } from '../../ui/AuditEntry'
import { mentioned } from '../../ui/audit-sentence'
import { Freshness } from '../../ui/Freshness'

interface Props {
  store: Store
  api: Asking
  clock: Clock
  zone: string
  now: ReadonlySignal<number>
  conflict: number
  /** The presence record that stands, when this tablet knows it. */
  record: number | null
  /** Its version: a newer one means that there is more history. */
  version: number
}

const pathOf = (table: string, id: number) => `/audit-logs?table_name=${table}&record_id=${id}&limit=100`

/** Everything the audit log holds about this mark and this conflict, newest first. */
export function History({ store, api, clock, zone, now, conflict, record, version }: Props) {
  const [outcome, setOutcome] = useState<Refreshed | 'asking'>('asking')
  const paths = [
    pathOf('sync_conflicts', conflict),
    ...(record === null ? [] : [pathOf('presence_records', record)]),
  ]
  const key = paths.join(' ')
  const pages = useMemo(
    () => paths.map((path) => watchRemote<Page<AuditLog>>(store, `audit ${path}`)),
    [store, key],
  ).map((page) => page.value)
  const load = async () => {
    setOutcome('asking')
    const outcomes = await Promise.all(
      paths.map((path) => refreshPage(store, api, clock, { key: `audit ${path}`, path })),
    )
    setOutcome(outcomes.find((one) => one !== 'fresh') ?? 'fresh')
  }
  useEffect(() => void load(), [key, version])
  const logs = pages
    .flatMap((page) => page?.value.results ?? [])
    .sort((a, b) => Date.parse(b.changed_at) - Date.parse(a.changed_at) || b.id - a.id)
  const ids = mentioned(logs)
  const known = useMemo(() => watchNames(store, ids), [store, JSON.stringify(ids)]).value
  const directory = useMemo(() => watchDirectory(store), [store]).value
  const names = { ...known, ...directory }
  return (
    <section class="card history" aria-label={t('History')}>
      <div class="card-body">
        <h3>{t('History')}</h3>
        <Freshness
          savedAt={pages[0]?.saved_at ?? null}
          now={now.value}
          zone={zone}
          outcome={outcome}
          onRefresh={() => void load()}
        />
        <ul>
          {logs.map((log) => (
            <AuditEntry key={`${log.table_name}-${log.id}`} log={log} zone={zone} names={names} />
          ))}
        </ul>
      </div>
    </section>
  )
}
