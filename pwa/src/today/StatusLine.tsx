import type { StatusView } from '../store'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import { Link } from '../ui/navigation'
import { clockFault, count, unsent, unsentCount } from '../ui/words'

/** In words what waits and what needs a person; silent when all is well. */
export function StatusLine({ status, onSync }: { status: StatusView; onSync: () => void }) {
  const waiting = unsentCount(status)
  const fault = clockFault(status.clockOffset)
  return (
    <div class="stack status-lines">
      {waiting > 0 && (
        <Banner
          tone="wait"
          title={`${unsent(status)} ${waiting === 1 ? 'waits' : 'wait'} on this tablet.`}
          action={
            status.phase !== 'signed_out' && (
              <Button kind="quiet" icon="refresh" onClick={onSync}>
                Send now
              </Button>
            )
          }
        >
          {waiting === 1 ? 'It is safe' : 'They are safe'} and {waiting === 1 ? 'goes' : 'go'} to the server
          by {waiting === 1 ? 'itself' : 'themselves'} when it can be reached.
        </Banner>
      )}
      {fault && (
        <Banner tone="bad" title={`This tablet’s clock is ${fault}.`}>
          “Today” and “On now” may be wrong here. Please set the tablet’s date and time; marks are kept either
          way.
        </Banner>
      )}
      {status.refused > 0 && (
        <Banner
          tone="bad"
          icon="refused"
          title={`The server refused ${count(status.refused, 'mark')}.`}
          action={
            <Link class="button" href="/device">
              See why
            </Link>
          }
        />
      )}
    </div>
  )
}
