import type { ReadonlySignal } from '@preact/signals'
import { useMemo, useState } from 'preact/hooks'
import type { Clock } from '../base/clock'
import { dayOf, isDay, rangeOf } from '../base/days'
import { digits, t } from '../base/text'
import { type SessionRow, type StatusView, type Store, watchOwnGroups, watchSessions } from '../store'
import { Button } from '../ui/Button'
import { Empty } from '../ui/Empty'
import { fold, matches } from '../ui/fold'
import { later } from '../ui/later'
import { PageHead } from '../ui/PageHead'
import { SearchField } from '../ui/SearchField'
import { agenda, byStart, ownFirst } from './agenda'
import { DaySwitch, dayInWords, titleOf } from './DaySwitch'
import { SessionCard, type Strike } from './SessionCard'
import { StatusLine } from './StatusLine'
import { Tally } from './Tally'
import './today.css'

/** Seen seldom, or once on a tablet: no start waits for them. */
const EmptyDay = later(async () => (await import('./EmptyDay')).EmptyDay)
const FirstSync = later(async () => (await import('./FirstSync')).FirstSync)
export const StartNow = later(async () => (await import('./StartNow')).StartNow)

interface Props {
  store: Store
  clock: Clock
  zone: string
  userId: number
  mayMark: boolean
  status: ReadonlySignal<StatusView>
  /** The time, stepping every half minute, so that "now" moves on by itself. */
  now: ReadonlySignal<number>
  /** From the address: `YYYY-MM-DD` or nothing for today. */
  day: string | null
  onSync: () => void
}

/** The sessions of a day. What is on now comes first; everything is read from this tablet. */
export function TodayPage({ store, clock, zone, userId, mayMark, status, now, day: asked, onSync }: Props) {
  const today = dayOf(now.value, zone)
  const day = isDay(asked) ? asked : today
  const { from, to } = useMemo(() => rangeOf(day, zone), [day, zone])
  const { loaded, sessions } = useMemo(() => watchSessions(store, from, to), [store, from, to]).value
  const own = useMemo(() => watchOwnGroups(store), [store]).value
  const [query, setQuery] = useState('')
  const [starting, setStarting] = useState(false)
  const isToday = day === today
  const title = titleOf(day, today)
  const words = dayInWords(day, today)
  const begin = mayMark && isToday && status.value.lastSyncAt !== null ? () => setStarting(true) : null
  const strike: Strike = (session, verb) =>
    void import('./strike').then((later) => later.strike({ store, clock, userId }, session, verb))
  const found = sessions.filter((row) => matches(fold(`${row.group_name} ${row.name}`), query))
  return (
    <div class="page today">
      <PageHead title={title}>
        <DaySwitch day={day} today={today} />
      </PageHead>
      <Tally sessions={sessions} day={title === words ? [] : [words]} />
      <StatusLine status={status.value} now={now.value} {...{ day, zone, onSync }} />
      <div class="today-tools">
        {sessions.length > 0 && (
          <SearchField label={t('Find a {group} or {session}')} value={query} onInput={setQuery} />
        )}
        {begin && (
          // The loudest thing of a day is what is on; where nothing was planned, this is.
          <Button icon="play" {...(sessions.length > 0 ? {} : { kind: 'primary' })} onClick={begin}>
            {t('Start a {session} now')}
          </Button>
        )}
      </div>
      {loaded ? (
        <Content
          {...{ store, day, today }}
          rows={found}
          all={sessions.length}
          status={status.value}
          own={own}
          mayBegin={begin !== null}
          now={now.value}
          zone={zone}
          onSync={onSync}
          {...(mayMark ? { strike } : {})}
        />
      ) : (
        <div class="today-loading" aria-busy="true" />
      )}
      {starting && (
        <StartNow
          {...{ store, clock, zone, userId }}
          on={agenda(sessions, now.value).now}
          onClose={() => setStarting(false)}
        />
      )}
    </div>
  )
}

interface ContentProps {
  store: Store
  day: string
  today: string
  rows: SessionRow[]
  all: number
  status: StatusView
  /** Groups that come first, the one of the last mark before the others. */
  own: number[]
  mayBegin: boolean
  now: number
  zone: string
  onSync: () => void
  strike?: Strike
}

function Content(props: ContentProps) {
  const { store, day, today, rows, all, status, own, mayBegin, now, zone, onSync, strike } = props
  const isToday = day === today
  if (all === 0 && status.lastSyncAt === null) return <FirstSync status={status} onSync={onSync} />
  if (all === 0 && !isToday) return <EmptyDay {...{ store, day, today }} />
  if (all === 0)
    return (
      <Empty icon="calendar" title={t('No {sessions} today')}>
        <p>{t('When an administrator plans one, it appears here after the next contact with the server.')}</p>
        {mayBegin && (
          <p>{t('One that nobody planned starts with the button above, also without a network.')}</p>
        )}
      </Empty>
    )
  if (rows.length === 0)
    return (
      <Empty icon="search" title={t('Nothing found')}>
        <p>{t('No {group} or {session} of this day matches these words.')}</p>
      </Empty>
    )
  if (!isToday) return <Section title={t('{Sessions}')} rows={byStart(rows)} zone={zone} />
  const plan = agenda(rows, now)
  const first = (some: SessionRow[]) => ownFirst(some, own)
  const switched = strike ? { strike } : {}
  return (
    <>
      <Section title={t('On now')} rows={first(plan.now)} now={now} zone={zone} featured {...switched} />
      <Section title={t('Next')} rows={first(plan.next)} now={now} zone={zone} {...switched} />
      <Section title={t('Later today')} rows={plan.later} zone={zone} />
      <Section title={t('Earlier today')} rows={plan.earlier} zone={zone} />
    </>
  )
}

function Section({
  title,
  rows,
  zone,
  now,
  featured = false,
  strike,
}: {
  title: string
  rows: SessionRow[]
  zone: string
  /** Where it matters how long ago, or how soon. */
  now?: number
  featured?: boolean
  strike?: Strike
}) {
  if (rows.length === 0) return null
  return (
    <section class="today-section">
      <h2>
        {title} <span class="today-count">{digits(rows.length)}</span>
      </h2>
      <ul class="session-list">
        {rows.map((session) => (
          <SessionCard
            key={session.id}
            session={session}
            zone={zone}
            featured={featured}
            {...(now === undefined ? {} : { now })}
            {...(strike ? { strike } : {})}
          />
        ))}
      </ul>
    </section>
  )
}
