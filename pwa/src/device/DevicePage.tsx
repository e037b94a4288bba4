import type { ReadonlySignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { Clock } from '../base/clock'
import { dismiss, exportRescue, type StatusView, type Store, watchQueue, watchStates } from '../store'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import { Choices } from '../ui/Choices'
import { PageHead } from '../ui/PageHead'
import { chooseTheme, theme } from '../ui/theme'
import { ago, clockFault } from '../ui/words'
import { DeviceName } from './DeviceName'
import { Queue } from './Queue'
import { SaveMarks } from './SaveMarks'
import './device.css'

export interface AppFacts {
  version: string
  /** The app is stored on this tablet and starts without a network. */
  offlineReady: boolean
  updateReady: boolean
}

interface Props {
  store: Store
  clock: Clock
  zone: string
  status: ReadonlySignal<StatusView>
  now: ReadonlySignal<number>
  deviceId: string
  deviceName: string
  facts: AppFacts
  onRename: (name: string) => Promise<void>
  onSync: () => void
  onUpdate: () => void
  onPersist: () => void
  onSignOut: () => void
}

/** This tablet: what waits on it, how it stands with the server, its name and its app. */
export function DevicePage(props: Props) {
  const { store, clock, zone, status, now } = props
  const queue = useMemo(() => watchQueue(store), [store]).value
  const states = useMemo(() => watchStates(store), [store]).value
  const { waiting, sending, inQuestion, refused, lastSyncAt, phase, detail } = status.value
  return (
    <div class="page device">
      <PageHead title="This tablet">
        <Button kind="primary" icon="refresh" disabled={phase === 'syncing'} onClick={props.onSync}>
          {phase === 'syncing' ? 'Synchronising…' : 'Sync now'}
        </Button>
      </PageHead>
      {detail !== null && phase !== 'idle' && (
        <Banner tone={phase === 'revoked' ? 'bad' : 'wait'} icon="alert">
          {detail}
        </Banner>
      )}
      <ul class="tallies">
        <Tally number={waiting + sending} words="wait on this tablet" tone="wait" />
        <Tally number={inQuestion} words="in question" tone="ask" />
        <Tally number={refused} words="refused" tone="bad" />
      </ul>
      <p class="muted">
        {lastSyncAt === null
          ? 'This tablet has not spoken with the server yet.'
          : `Last contact with the server ${ago(lastSyncAt, now.value, zone)}.`}{' '}
        Every mark counted here is stored on this tablet and survives a restart.
      </p>
      <Queue
        queue={queue}
        states={states}
        zone={zone}
        onDismiss={(id) => void dismiss(store, id, clock.now())}
      />
      {queue.unheard > 0 && (
        <SaveMarks
          unheard={queue.unheard}
          fileName={() => `omnipresence-marks-${new Date(clock.now()).toISOString().slice(0, 10)}.json`}
          write={async () =>
            JSON.stringify(await exportRescue(store, { deviceId: props.deviceId, now: clock.now() }), null, 1)
          }
        />
      )}
      <Settings {...props} />
    </div>
  )
}

function Tally({ number, words, tone }: { number: number; words: string; tone: 'wait' | 'ask' | 'bad' }) {
  return (
    <li class="card tally" data-tone={number > 0 ? tone : 'none'}>
      <span class="tally-number number">{number}</span>
      <span>
        <span class="visually-hidden">{number === 1 ? 'mark ' : 'marks '}</span>
        {words}
      </span>
    </li>
  )
}

function Settings({ deviceName, facts, status, onRename, onUpdate, onPersist, onSignOut }: Props) {
  const persisted = status.value.persisted
  return (
    <section class="card">
      <div class="card-body">
        <h2>Tablet and app</h2>
        <DeviceName name={deviceName} onRename={onRename} />
        <dl class="facts settings">
          <dt>Storage</dt>
          <dd>
            {persisted === true && 'Protected: the browser does not clear it by itself.'}
            {persisted !== true &&
              'The browser may clear it when the tablet runs out of space. Installing the app protects it.'}
            {persisted !== true && (
              <Button kind="quiet" onClick={onPersist}>
                Ask for protection
              </Button>
            )}
          </dd>
          <dt>Without a network</dt>
          <dd>
            {facts.offlineReady
              ? 'Ready: the app starts without one.'
              : 'Not yet: the app is still being stored.'}
          </dd>
          <dt>Version</dt>
          <dd>
            {facts.version}
            {facts.updateReady && (
              <Button kind="quiet" icon="refresh" onClick={onUpdate}>
                Update now
              </Button>
            )}
          </dd>
          <dt>Clock</dt>
          <dd>{clockWords(status.value.clockOffset)}</dd>
        </dl>
        <div class="field">
          <span class="field-label">Appearance</span>
          <div class="theme-choice">
            <Choices
              legend="Appearance"
              value={theme.value}
              onChange={chooseTheme}
              options={[
                { value: 'system', label: 'Like the tablet' },
                { value: 'light', label: 'Light' },
                { value: 'dark', label: 'Dark' },
              ]}
            />
          </div>
        </div>
        <div>
          <Button icon="signOut" onClick={onSignOut}>
            Sign out
          </Button>
        </div>
      </div>
    </section>
  )
}

/** Times are corrected by the server; a wrong clock is worth knowing all the same. */
function clockWords(offset: number | null): string {
  if (offset === null) return 'Not compared with the server yet.'
  const fault = clockFault(offset)
  return fault
    ? `It is ${fault}, compared with the server. Please set the tablet’s date and time.`
    : 'Agrees with the server.'
}
