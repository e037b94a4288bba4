import type { ReadonlySignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { Clock } from '../base/clock'
import { digits, n, t } from '../base/text'
import {
  type Asking,
  dismiss,
  exportRescue,
  type Profile,
  type Store,
  type Tablet,
  watchQueue,
  watchStates,
} from '../store'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import { PageHead } from '../ui/PageHead'
import { ago, safetyWords, unsentCount } from '../ui/words'
import { Carried } from './Carried'
import { PeopleHere } from './PeopleHere'
import { PinSection } from './PinSection'
import { Queue } from './Queue'
import { Ready } from './Ready'
import { SaveMarks } from './SaveMarks'
import { Sent } from './Sent'
import { Settings, type SettingsProps } from './Settings'
import './device.css'
import './tablet.css'

interface Props extends SettingsProps {
  store: Store
  tablet: Tablet
  api: Asking
  clock: Clock
  zone: string
  profile: Profile
  idleMinutes: number
  now: ReadonlySignal<number>
  onSync: () => void
}

/** This tablet: what waits on it, how it stands with the server, its name and its app. */
export function DevicePage(props: Props) {
  const { store, clock, zone, status, now } = props
  const queue = useMemo(() => watchQueue(store), [store]).value
  const states = useMemo(() => watchStates(store), [store]).value
  const { inQuestion, refused, lastSyncAt, phase, detail } = status.value
  return (
    <div class="page device">
      <PageHead title={t('This tablet')}>
        <Button kind="primary" icon="refresh" disabled={phase === 'syncing'} onClick={props.onSync}>
          {phase === 'syncing' ? t('Synchronising…') : t('Sync now')}
        </Button>
      </PageHead>
      {detail !== null && phase !== 'idle' && (
        <Banner tone={phase === 'revoked' ? 'bad' : 'wait'} icon="alert">
          {detail}
        </Banner>
      )}
      <ul class="tallies">
        <Tally
          number={unsentCount(status.value)}
          words={n(unsentCount(status.value), 'waits on this tablet', 'wait on this tablet')}
          ofMarks={status.value.times === 0}
          tone="wait"
        />
        <Tally number={inQuestion} words={t('in question')} tone="ask" ofMarks />
        <Tally number={refused} words={t('refused')} tone="bad" ofMarks />
      </ul>
      <p class="device-words">
        <strong>{safetyWords(status.value)}</strong>{' '}
        <span class="muted">
          {lastSyncAt === null
            ? t('This tablet has not spoken with the server yet.')
            : t('Last contact with the server {time}.', { time: ago(lastSyncAt, now.value, zone) })}
        </span>
      </p>
      <Ready store={store} now={now} zone={zone} />
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
            JSON.stringify(
              await exportRescue(store, { deviceId: props.tablet.deviceId, now: clock.now() }),
              null,
              1,
            )
          }
        />
      )}
      <PeopleHere tablet={props.tablet} store={store} status={status} now={now} zone={zone} />
      <Carried store={store} api={props.api} clock={clock} />
      <PinSection tablet={props.tablet} profile={props.profile} idleMinutes={props.idleMinutes} />
      <Sent store={store} states={states} zone={zone} now={now} />
      <Settings {...props} />
    </div>
  )
}

interface TallyProps {
  number: number
  words: string
  tone: 'wait' | 'ask' | 'bad'
  /** Nothing but marks is counted; times of sessions wait, too. */
  ofMarks: boolean
}

function Tally({ number, words, tone, ofMarks }: TallyProps) {
  return (
    <li class="card tally" data-tone={number > 0 ? tone : 'none'}>
      <span class="tally-number number">{digits(number)}</span>
      <span>
        {ofMarks && <span class="visually-hidden">{n(number, 'mark', 'marks')} </span>}
        {words}
      </span>
    </li>
  )
}
