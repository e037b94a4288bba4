import type { ReadonlySignal } from '@preact/signals'
import { useMemo, useState } from 'preact/hooks'
import { addDays, dayOf, rangeOf } from '../base/days'
import { n, t } from '../base/text'
import { type SessionRow, type Store, watchReadiness } from '../store'
import { Button } from '../ui/Button'
import { Icon } from '../ui/Icon'
import { ago, calendarDay, clockTime } from '../ui/words'
import { onTablet, verdict } from './readiness'

interface Props {
  store: Store
  now: ReadonlySignal<number>
  zone: string
}

/** As many as fit beside the rest of the page. */
const FIRST = 6

/** Before somebody walks out of the network: session by session, whether its roster is on this tablet, and as of when. */
export function Ready({ store, now, zone }: Props) {
  const today = dayOf(now.value, zone)
  const { from, to } = useMemo(() => {
    return { from: rangeOf(today, zone).from, to: rangeOf(addDays(today, 1), zone).to }
  }, [today, zone])
  const ready = useMemo(() => watchReadiness(store, from, to), [store, from, to]).value
  const [all, setAll] = useState(false)
  if (!ready.loaded) return null
  const { tone, words } = verdict(ready)
  const listed = all ? ready.sessions : ready.sessions.slice(0, FIRST)
  return (
    <section class="card" aria-labelledby="ready">
      <div class="card-body">
        <h2 id="ready">{t('Before you leave the network')}</h2>
        <p class="ready-words">
          <span class="ready-sign" data-tone={tone}>
            <Icon name={tone === 'good' ? 'check' : 'alert'} />
          </span>
          <span>
            {words} {ready.asOf !== null && t('As of {time}.', { time: ago(ready.asOf, now.value, zone) })}
          </span>
        </p>
        {ready.daysAhead === 0 && (
          <p class="muted">{t('Nothing of tomorrow is here: this tablet carries no days ahead.')}</p>
        )}
        <ul class="ready-list">
          {listed.map((session) => (
            <Line key={session.id} session={session} today={today} zone={zone} />
          ))}
        </ul>
        {listed.length < ready.sessions.length && (
          <Button kind="quiet" onClick={() => setAll(true)}>
            {t('Show all {count}', { count: ready.sessions.length })}
          </Button>
        )}
      </div>
    </section>
  )
}

function Line({ session, today, zone }: { session: SessionRow; today: string; zone: string }) {
  const day = dayOf(Date.parse(session.scheduled_start_at), zone)
  const people = onTablet(session)
  return (
    <li class="ready-line">
      <span class="ready-when">
        {day === today ? t('Today') : t('Tomorrow')}, {clockTime(session.scheduled_start_at, zone)}
        <span class="visually-hidden"> {calendarDay(day)}</span>
      </span>
      <span class="ready-what">
        <strong>{session.name || session.group_name}</strong>{' '}
        <span class="muted">{session.name ? session.group_name : ''}</span>
      </span>
      <span class="tag ready-here" data-tone={people === 0 ? 'wait' : 'good'}>
        <Icon name={people === 0 ? 'alert' : 'check'} />
        {people === 0
          ? t('Nobody of this {group} is here')
          : n(people, '{count} person is here', '{count} people are here')}
      </span>
    </li>
  )
}
