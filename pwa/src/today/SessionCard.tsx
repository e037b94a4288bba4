import { useEffect, useState } from 'preact/hooks'
import { n, t } from '../base/text'
import type { SessionRefusal, SessionRow } from '../store'
import { Icon } from '../ui/Icon'
import { Link } from '../ui/navigation'
import { SessionSwitch, timesInWords } from '../ui/SessionSwitch'
import { clockTime } from '../ui/words'
import { minutesLeft } from './agenda'

interface Props {
  session: SessionRow
  zone: string
  /** The session that is on: larger, and said in words. */
  featured?: boolean
  /** Where it matters how soon it ends or begins. */
  now?: number
  /** Left out where nobody may start or end it from here. */
  strike?: Strike
}

export type Strike = (session: SessionRow, verb: 'start' | 'end') => void

/** One session as a link to its roster, with how far its marking is. */
export function SessionCard({ session, zone, featured = false, now, strike }: Props) {
  const { marked, members } = session
  const done = members > 0 && marked >= members
  const title = session.name || session.group_name
  const times = timesInWords(session, zone)
  return (
    <li class="session-card card" data-featured={featured}>
      <div class="session-times">
        <time dateTime={session.scheduled_start_at}>{clockTime(session.scheduled_start_at, zone)}</time>
        <time dateTime={session.scheduled_end_at}>{clockTime(session.scheduled_end_at, zone)}</time>
      </div>
      <div class="session-what">
        <h3>
          <Link class="session-link" href={`/sessions/${session.id}`}>
            {title}
          </Link>
        </h3>
        <p class="muted">
          {session.group_name}
          {times !== '' && ` · ${times}`}
          {now !== undefined && featured && endWords(session, now)}
          {now !== undefined && !featured && beginWords(session, now)}
        </p>
        <p class="session-tags">
          {session.refused !== null && (
            <span class="tag" data-tone="bad">
              <Icon name="refused" />
              <RefusalWords refusal={session.refused} />
            </span>
          )}
          {session.id < 0 && session.refused === null && (
            <span class="tag" data-tone="wait">
              <Icon name="device" />
              {t('Started here, not yet on the server')}
            </span>
          )}
          {session.in_question > 0 && (
            <span class="tag" data-tone="ask">
              <Icon name="question" />
              {t('{count} in question', { count: session.in_question })}
            </span>
          )}
          {session.waiting > 0 && (
            <span class="tag" data-tone="wait">
              <Icon name="device" />
              {t('{count} on this tablet', { count: session.waiting })}
            </span>
          )}
        </p>
      </div>
      <div class="session-progress" data-done={done}>
        <p class="number">
          {done && <Icon name="checkAll" />}
          {members === 0
            ? t('Nobody in this {group}')
            : n(members, '{marked} of {count} person marked', '{marked} of {count} people marked', {
                marked,
              })}
        </p>
        <Progress value={marked} of={members} />
      </div>
      {strike && session.status !== 'completed' ? (
        <div class="session-switch">
          <SessionSwitch
            session={session}
            title={title}
            unmarked={Math.max(0, members - marked)}
            onStart={() => strike(session, 'start')}
            onEnd={() => strike(session, 'end')}
          />
        </div>
      ) : (
        <Icon name="next" />
      )}
    </li>
  )
}

/** Beyond this the clock says more than a number of minutes. */
const SOON = 90

function endWords(session: SessionRow, now: number): string {
  const minutes = minutesLeft(session, now)
  if (minutes <= 0) return ` · ${t('longer than planned')}`
  if (minutes > SOON) return ''
  return ` · ${n(minutes, 'ends in {count} minute', 'ends in {count} minutes')}`
}

function beginWords(session: SessionRow, now: number): string {
  const minutes = minutesLeft(session, now)
  if (minutes <= 0 || minutes > SOON) return ''
  return ` · ${n(minutes, 'begins in {count} minute', 'begins in {count} minutes')}`
}

function Progress({ value, of }: { value: number; of: number }) {
  return (
    <div class="progress" aria-hidden="true">
      <div style={{ '--share': String(of > 0 ? Math.min(1, value / of) : 0) }} />
    </div>
  )
}

/** Rare, and its sentences are many: they come after the first paint. */
function RefusalWords({ refusal }: { refusal: SessionRefusal }) {
  const [words, setWords] = useState('')
  useEffect(() => {
    let here = true
    void import('./strike').then((later) => here && setWords(later.refusalInWords(refusal)))
    return () => {
      here = false
    }
  }, [refusal.outcome, refusal.reason, refusal.detail])
  return <>{words}</>
}
