import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Quarantine } from '../../base/resources'
import { numeral, t } from '../../base/text'
import { openListing, refreshDevices, watchDevices, watchNames } from '../../store'
import { Choices } from '../../ui/Choices'
import { PagedList } from '../../ui/PagedList'
import { bodyOf } from './meaning'
import { type FleetProps, nameOf } from './props'
import { TrayEntry } from './TrayEntry'

type Show = 'open' | 'handled'

const pathOf = (show: Show): string => `/sync-quarantine?limit=50&handled=${show === 'handled'}`

/** What the server could not process, kept as it came until somebody has looked after it. */
export function TrayView(props: FleetProps) {
  const { store, api, clock, zone, now } = props
  const [show, setShow] = useState<Show>('open')
  const path = pathOf(show)
  const list = useMemo(() => openListing<Quarantine>({ store, api, clock }, path), [store, api, path])
  const page = list.page.value
  const devices = useMemo(() => watchDevices(store), [store]).value
  useEffect(() => void refreshDevices(store, api, clock), [store, api, clock])
  const entries = page?.value.results ?? []
  const names = useMemo(() => watchNames(store, mentionedIn(entries)), [store, page]).value
  const tablets = new Map(devices?.value.results.map((one) => [one.id, nameOf(one)]))
  return (
    <>
      <p class="fleet-words">
        {t(
          'What was refused or could not be processed lies here as it came. Put right what stands in the way, then take it in: it counts as its author’s.',
        )}
      </p>
      <Choices
        legend={t('Show')}
        value={show}
        onChange={setShow}
        options={[
          { value: 'open', label: t('To look after') },
          { value: 'handled', label: t('Looked after') },
        ]}
      />
      <PagedList
        list={list}
        now={now.value}
        zone={zone}
        label={t('Tray')}
        class="fleet-list"
        keyOf={(entry) => entry.id}
        bare
        row={(entry) => (
          <TrayEntry
            entry={entry}
            tablet={tablets.get(entry.device) ?? t('tablet number {id}', { id: numeral(entry.device) })}
            names={names}
            api={api}
            zone={zone}
            onDone={list.refresh}
          />
        )}
        empty={{
          icon: 'tray',
          title: t('The tray is empty'),
          text: t('Every operation could be processed.'),
        }}
        away={t('The tray is read from the server; it needs a connection.')}
        onward={t('Show older')}
      />
    </>
  )
}

function mentionedIn(entries: readonly Quarantine[]) {
  const bodies = entries.map((entry) => bodyOf(entry.payload))
  const ids = (field: string) =>
    bodies.map((body) => body?.[field]).filter((id): id is number => typeof id === 'number')
  return { participants: ids('participant'), sessions: ids('session'), groups: [] }
}
