import { n, t } from '../base/text'
import type { SessionRow } from '../store'

/** What the day comes to: the sums of its cards. */
export function Tally({ sessions }: { sessions: SessionRow[] }) {
  if (sessions.length === 0) return null
  const marked = sessions.reduce((sum, row) => sum + row.marked, 0)
  const members = sessions.reduce((sum, row) => sum + row.members, 0)
  return (
    <>
      {' · '}
      {n(sessions.length, '{count} {session}', '{count} {sessions}')}
      {' · '}
      {t('{marked} of {all} marks made', { marked, all: members })}
    </>
  )
}
