import { n, t } from '../base/text'
import type { SessionRow } from '../store'

/** What the day comes to: the sums of its cards. `day`: what is said before. */
export function Tally({ sessions, day }: { sessions: SessionRow[]; day: string[] }) {
  const sum = (field: 'marked' | 'members') => sessions.reduce((all, row) => all + row[field], 0)
  if (sessions.length > 0)
    day = [
      ...day,
      n(sessions.length, '{count} {session}', '{count} {sessions}'),
      t('{marked} of {all} marks made', { marked: sum('marked'), all: sum('members') }),
    ]
  return <p class="today-date muted">{day.join(' · ')}</p>
}
