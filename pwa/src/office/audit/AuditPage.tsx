import type { ReadonlySignal } from '@preact/signals'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Clock } from '../../base/clock'
import type { AuditLog } from '../../base/resources'
import { t } from '../../base/text'
import {
  type Asking,
  refreshDevices,
  refreshUsers,
  type Store,
  watchDirectory,
  watchNames,
} from '../../store'
import { AuditEntry } from '../../ui/AuditEntry'
import { mentioned } from '../../ui/audit-sentence'
import { SelectField } from '../../ui/Field'
import { PagedList } from '../../ui/PagedList'
import { PageHead } from '../../ui/PageHead'
import { AUDITED, tableWords } from '../../ui/table-words'
import { auditPath, capital, peopleIn } from './filters'
import './audit.css'
import { useListing } from '../reading'

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
  const path = auditPath(table, person)
  const list = useListing<AuditLog>({ store, api, clock }, path)
  const page = list.page.value
  const directory = useMemo(() => watchDirectory(store), [store]).value
  useEffect(() => {
    void refreshDevices(store, api, clock)
    if (mayReadUsers) void refreshUsers(store, api, clock)
  }, [store, api, clock])

  const logs = page?.value.results ?? []
  const known = useMemo(() => watchNames(store, mentioned(logs)), [store, page]).value
  const names = { ...known, ...directory }
  const all = { value: '', label: t('All') }
  return (
    <div class="page">
      <PageHead title={t('Audit log')} />
      <div class="filters">
        <SelectField
          label={t('What changed')}
          value={table}
          onChange={setTable}
          options={[all, ...AUDITED.map((name) => ({ value: name, label: capital(tableWords(name)) }))]}
        />
        <SelectField
          label={t('Changed by')}
          value={person}
          onChange={setPerson}
          options={[all, ...peopleIn(directory.users)]}
        />
      </div>
      <PagedList
        list={list}
        now={now.value}
        zone={zone}
        label={t('Audit log')}
        class="card audit-list"
        keyOf={(log) => log.id}
        bare
        row={(log) => <AuditEntry log={log} zone={zone} names={names} />}
        empty={{
          icon: 'history',
          title: t('Nothing recorded here'),
          text: t('No change fits these filters.'),
        }}
        away={t('The audit log is read from the server; it needs a connection.')}
        onward={t('Show older')}
      />
    </div>
  )
}
