import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Refreshed } from '../../base/refreshed'
import type { Page, Quarantine } from '../../base/resources'
import { numeral, t } from '../../base/text'
import { pathOfNext, refreshDevices, refreshPage, watchDevices, watchNames, watchRemote } from '../../store'
import { Button } from '../../ui/Button'
import { Choices } from '../../ui/Choices'
import { Empty } from '../../ui/Empty'
import { Freshness } from '../../ui/Freshness'
import { bodyOf } from './meaning'
import { type FleetProps, nameOf } from './props'
import { TrayEntry } from './TrayEntry'

type Show = 'open' | 'handled'

const pathOf = (show: Show): string => `/sync-quarantine?limit=50&handled=${show === 'handled'}`

/** What the server could not process, kept as it came until somebody has looked after it. */
export function TrayView(props: FleetProps) {
  const { store, api, clock, zone, now } = props
  const [show, setShow] = useState<Show>('open')
  const [outcome, setOutcome] = useState<Refreshed | 'asking'>('asking')
  const path = pathOf(show)
  const key = `tray ${path}`
  const page = useMemo(() => watchRemote<Page<Quarantine>>(store, key), [store, key]).value
  const devices = useMemo(() => watchDevices(store), [store]).value
  async function load(ask: { path: string; append?: boolean }) {
    setOutcome('asking')
    setOutcome(await refreshPage(store, api, clock, { key, ...ask }))
  }
  useEffect(() => void load({ path }), [path])
  useEffect(() => void refreshDevices(store, api, clock), [store, api, clock])
  const entries = page?.value.results ?? []
  const names = useMemo(() => watchNames(store, mentionedIn(entries)), [store, page]).value
  const tablets = new Map(devices?.value.results.map((one) => [one.id, nameOf(one)]))
  const next = page?.value.next ?? null
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
      <Freshness
        savedAt={page?.saved_at ?? null}
        now={now.value}
        zone={zone}
        outcome={outcome}
        onRefresh={() => void load({ path })}
      />
      {entries.length > 0 && (
        <ul class="fleet-list" aria-label={t('Tray')}>
          {entries.map((entry) => (
            <TrayEntry
              key={entry.id}
              entry={entry}
              tablet={tablets.get(entry.device) ?? t('tablet number {id}', { id: numeral(entry.device) })}
              names={names}
              api={api}
              zone={zone}
              onDone={() => load({ path })}
            />
          ))}
        </ul>
      )}
      {entries.length === 0 && outcome !== 'asking' && (
        <Empty
          icon={outcome === 'fresh' ? 'tray' : 'cloudOff'}
          title={outcome === 'fresh' ? t('The tray is empty') : t('Not on this tablet')}
        >
          <p>
            {outcome === 'fresh'
              ? t('Every operation could be processed.')
              : t('The tray is read from the server; it needs a connection.')}
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
    </>
  )
}

function mentionedIn(entries: readonly Quarantine[]) {
  const bodies = entries.map((entry) => bodyOf(entry.payload))
  const ids = (field: string) =>
    bodies.map((body) => body?.[field]).filter((id): id is number => typeof id === 'number')
  return { participants: ids('participant'), sessions: ids('session'), groups: [] }
}
