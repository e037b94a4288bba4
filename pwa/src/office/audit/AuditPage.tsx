import type { ReadonlySignal } from '@preact/signals'
import { useEffect, useId, useMemo, useState } from 'preact/hooks'
import type { Clock } from '../../base/clock'
import type { Refreshed } from '../../base/refreshed'
import type { AuditLog, Page } from '../../base/resources'
import { t } from '../../base/text'
import {
  type Asking,
  pathOfNext,
  refreshDevices,
  refreshPage,
  refreshUsers,
  type Store,
  watchDirectory,
  watchNames,
  watchRemote,
} from '../../store'
import { AuditEntry } from '../../ui/AuditEntry'
import { mentioned } from '../../ui/audit-sentence'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { Freshness } from '../../ui/Freshness'
import { PageHead } from '../../ui/PageHead'
import { AUDITED, tableWords } from '../../ui/table-words'
import { auditPath, peopleIn } from './filters'
import './audit.css'

interface Props {
  store: Store
  api: Asking
  clock: Clock
  zone: string
  now: ReadonlySignal<number>
  mayReadUsers: boolean
}

/** Who changed what, when and on which device; newest first. */
export function AuditPage({ store, api, clock, zone, now, mayReadUsers }: Props) {
  const [table, setTable] = useState('')
  const [person, setPerson] = useState('')
  const [outcome, setOutcome] = useState<Refreshed | 'asking'>('asking')
  const path = auditPath(table, person)
  const directory = useMemo(() => watchDirectory(store), [store]).value
  const page = useMemo(() => watchRemote<Page<AuditLog>>(store, `audit ${path}`), [store, path]).value

  async function load(ask: { path: string; append?: boolean }) {
    setOutcome('asking')
    setOutcome(await refreshPage(store, api, clock, { key: `audit ${path}`, ...ask }))
  }
  useEffect(() => void load({ path }), [path])
  useEffect(() => {
    void refreshDevices(store, api, clock)
    if (mayReadUsers) void refreshUsers(store, api, clock)
  }, [store, api, clock])

  const logs = page?.value.results ?? []
  const known = useMemo(() => watchNames(store, mentioned(logs)), [store, page]).value
  const names = { ...known, ...directory }
  const next = page?.value.next ?? null
  return (
    <div class="page">
      <PageHead title={t('Audit log')} />
      <div class="audit-filters">
        <Select
          label={t('Table')}
          value={table}
          onChange={setTable}
          options={AUDITED.map((name) => ({ value: name, label: tableWords(name) }))}
        />
        <Select
          label={t('Changed by')}
          value={person}
          onChange={setPerson}
          options={peopleIn(directory.users)}
        />
      </div>
      <Freshness
        savedAt={page?.saved_at ?? null}
        now={now.value}
        zone={zone}
        outcome={outcome}
        onRefresh={() => void load({ path })}
      />
      {logs.length > 0 && (
        <ul class="card audit-list">
          {logs.map((log) => (
            <AuditEntry key={log.id} log={log} zone={zone} names={names} />
          ))}
        </ul>
      )}
      {logs.length === 0 && outcome !== 'asking' && <NoLogs outcome={outcome} />}
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

function NoLogs({ outcome }: { outcome: Refreshed }) {
  if (outcome === 'fresh')
    return (
      <Empty icon="history" title={t('Nothing recorded here')}>
        <p>{t('No change fits these filters.')}</p>
      </Empty>
    )
  return (
    <Empty icon="cloudOff" title={t('Not on this tablet')}>
      <p>{t('The audit log is read from the server; it needs a connection.')}</p>
    </Empty>
  )
}

interface SelectProps {
  label: string
  value: string
  options: readonly { value: string; label: string }[]
  onChange: (value: string) => void
}

function Select({ label, value, options, onChange }: SelectProps) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} class="input" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{t('All')}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
