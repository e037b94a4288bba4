import { useEffect, useState } from 'preact/hooks'
import { systemTimers, type TimerId } from '../../base/clock'
import { digits, t } from '../../base/text'
import { ask, download } from '../../store'
import { BackHead } from '../../ui/BackHead'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import type { SelfServiceLink, ViewProps } from './props'

interface Props extends Omit<ViewProps, 'mayChange'> {
  link: number
}

/** A link on the wall: its code to scan, and the rotating code to type. For a projector, a tablet at the door, or paper. */
export function ShowPage({ api, clock, link: id }: Props) {
  const [link, setLink] = useState<SelfServiceLink | null>(null)
  const [picture, setPicture] = useState<string | null>(null)
  const [problem, setProblem] = useState('')
  useEffect(() => {
    let address = ''
    void Promise.all([
      ask<SelfServiceLink>(api, { method: 'GET', path: `/self-service-links/${id}` }),
      download(api, `/self-service-links/${id}/qr`),
    ]).then(([row, sheet]) => {
      if (row.ok) setLink(row.value)
      if (sheet.ok) {
        address = URL.createObjectURL(sheet.value.file)
        setPicture(address)
      }
      const refusal = row.ok ? (sheet.ok ? null : sheet.error) : row.error
      setProblem(refusal?.message ?? '')
    })
    return () => URL.revokeObjectURL(address)
  }, [id])
  const title = link?.name || t('Scan to take part')
  return (
    <div class="page show">
      <BackHead href="/registrations/links" back={t('Back to the links')} title={title}>
        {picture && (
          <div class="row">
            <Button icon="print" onClick={() => print()}>
              {t('Print')}
            </Button>
            <Button
              icon="devices"
              onClick={() => void document.querySelector('.show-wall')?.requestFullscreen()}
            >
              {t('Full screen')}
            </Button>
          </div>
        )}
      </BackHead>
      {problem === '' ? (
        <section class="show-wall card" aria-label={title}>
          {picture ? (
            <img class="show-sheet" src={picture} alt={t('QR code of this link, with what it is for')} />
          ) : (
            <div class="show-sheet" aria-busy="true" />
          )}
          {link?.requires_code && link.state === 'open' && <Rotating {...{ api, clock, id }} />}
        </section>
      ) : (
        <Empty icon="qr" title={t('This link cannot be shown')}>
          <p>{problem}</p>
        </Empty>
      )}
    </div>
  )
}

interface Code {
  code: string
  changes_at: string
}

/** The six digits of now. They are never shown past the time in which the server takes them. */
function Rotating({ api, clock, id }: Pick<Props, 'api' | 'clock'> & { id: number }) {
  const [code, setCode] = useState<Code | null>(null)
  const [left, setLeft] = useState(0)
  const [problem, setProblem] = useState('')
  useEffect(() => {
    let ended = false
    let next = 0
    const timers = new Set<TimerId>()
    const after = (milliseconds: number, work: () => void) => {
      const timer = systemTimers.set(() => {
        timers.delete(timer)
        if (!ended) work()
      }, milliseconds)
      timers.add(timer)
    }
    async function read() {
      const asked = await ask<Code>(api, { method: 'GET', path: `/self-service-links/${id}/code` })
      if (ended) return
      setProblem(asked.ok ? '' : asked.error.message)
      setCode(asked.ok ? asked.value : null)
      const period = 30_000
      // A clock that is wrong must not ask in a loop, nor let a code stand for ever.
      const wait = asked.ok
        ? Math.min(period, Math.max(1_000, Date.parse(asked.value.changes_at) - clock.now()))
        : 5_000
      next = clock.monotonic() + wait
      setLeft(Math.ceil(wait / 1000))
      after(wait + 200, () => void read())
    }
    function count() {
      setLeft(Math.max(0, Math.ceil((next - clock.monotonic()) / 1000)))
      after(1000, count)
    }
    void read()
    after(1000, count)
    return () => {
      ended = true
      for (const timer of timers) systemTimers.clear(timer)
    }
  }, [api, id])
  return (
    <div class="show-code">
      <p>{t('Code of now')}</p>
      <p class="show-digits number">{code ? `${code.code.slice(0, 3)} ${code.code.slice(3)}` : '— —'}</p>
      <div class="progress" style={{ '--share': String(left / 30) }}>
        <div />
      </div>
      <p class="muted">{problem === '' ? t('changes in {seconds} s', { seconds: digits(left) }) : problem}</p>
    </div>
  )
}
