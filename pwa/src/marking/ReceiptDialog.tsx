import { useEffect, useRef, useState } from 'preact/hooks'
import type { Clock } from '../base/clock'
import { digits, n, t } from '../base/text'
import type { RosterRow, Store } from '../store'
import { type Api, type Compared, comparedWithServer } from '../sync'
import { Banner, type Tone } from '../ui/Banner'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { ago, deviceWords } from '../ui/words'

interface Props {
  store: Store
  api: Api
  clock: Clock
  session: number
  zone: string
  rows: readonly RosterRow[]
  onClose: () => void
}

type Outcome = { kind: 'asking' } | { kind: 'unknown' } | { kind: 'compared'; compared: Compared }

/** "32 here, 32 on the server": proof that nothing is missing, or how much is not there yet. */
export function ReceiptDialog({ store, api, clock, session, zone, rows, onClose }: Props) {
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'asking' })
  const asked = useRef(0)
  async function ask() {
    asked.current += 1
    const turn = asked.current
    setOutcome({ kind: 'asking' })
    const compared = await comparedWithServer(api, store, session)
    if (turn === asked.current) setOutcome(compared ? { kind: 'compared', compared } : { kind: 'unknown' })
  }
  // What waited has been sent: the answer from before is no longer true.
  const settled = !rows.some(waits)
  useEffect(() => void ask(), [settled])
  return (
    <Dialog title={t('Receipt of this {session}')} onClose={onClose}>
      <div class="stack" aria-busy={outcome.kind === 'asking'}>
        {outcome.kind === 'compared' ? (
          <Both compared={outcome.compared} now={clock.now()} zone={zone} />
        ) : (
          <OnlyHere rows={rows} asking={outcome.kind === 'asking'} />
        )}
      </div>
      <div class="dialog-actions">
        <Button icon="refresh" disabled={outcome.kind === 'asking'} onClick={() => void ask()}>
          {t('Ask again')}
        </Button>
        <Button kind="primary" onClick={onClose}>
          {t('Close')}
        </Button>
      </div>
    </Dialog>
  )
}

const waits = (row: RosterRow): boolean => row.where === 'waiting' || row.where === 'sending'

function OnlyHere({ rows, asking }: { rows: readonly RosterRow[]; asking: boolean }) {
  const here = rows.filter((row) => row.state !== null).length
  const waiting = rows.filter(waits).length
  return (
    <>
      <Numbers here={here} server={null} />
      <Banner tone={asking ? 'info' : 'wait'} icon={asking ? 'cloud' : 'cloudOff'}>
        {asking ? (
          t('Asking the server…')
        ) : (
          <>
            {t('The server cannot be asked just now.')}{' '}
            {waiting === 0
              ? t('Nothing of this {session} waits on this tablet.')
              : n(
                  waiting,
                  '{count} mark waits on this tablet; it is safe.',
                  '{count} marks wait on this tablet; they are safe.',
                )}
          </>
        )}
      </Banner>
    </>
  )
}

function Both({ compared, now, zone }: { compared: Compared; now: number; zone: string }) {
  const { here, server } = compared
  const { tone, words } = verdict(compared)
  return (
    <>
      <Numbers here={here} server={server.marked} />
      <Banner tone={tone}>{words}</Banner>
      {server.in_question > 0 && (
        <p class="muted">
          {n(
            server.in_question,
            '{count} of them is in question: two versions wait for an administrator.',
            '{count} of them are in question: two versions wait for an administrator.',
          )}
        </p>
      )}
      {server.by_device.length > 0 && (
        <div>
          <h3>{t('Received from')}</h3>
          <ul class="receipt-devices">
            {server.by_device.map((device) => (
              <li key={device.device_uuid}>
                <span>{deviceWords(device.label, device.device_uuid)}</span>
                <span class="muted number">
                  {n(device.operations, '{count} entry, last {ago}', '{count} entries, last {ago}', {
                    ago: ago(Date.parse(device.last_received_at), now, zone),
                  })}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}

/** Both counts in a sentence, and whether somebody should worry. */
export function verdict({ here, waiting, server }: Compared): { tone: Tone; words: string } {
  if (waiting > 0)
    return {
      tone: 'wait',
      words: n(
        waiting,
        '{count} mark waits on this tablet. It is safe and will be sent.',
        '{count} marks wait on this tablet. They are safe and will be sent.',
      ),
    }
  if (here === server.marked)
    return { tone: 'good', words: t('Every mark is on the server. Nothing is missing.') }
  if (here < server.marked)
    return { tone: 'info', words: t('Other tablets have marked more; it arrives here with the next sync.') }
  return {
    tone: 'ask',
    words: t('This tablet shows more than the server holds. Sync now, and look at refused marks.'),
  }
}

function Numbers({ here, server }: { here: number; server: number | null }) {
  return (
    <div class="receipt-numbers">
      <p>
        <span class="receipt-number number">{digits(here)}</span> {t('marked here')}
      </p>
      <p>
        <span class="receipt-number number">{server === null ? '–' : digits(server)}</span>{' '}
        {t('on the server')}
      </p>
    </div>
  )
}
