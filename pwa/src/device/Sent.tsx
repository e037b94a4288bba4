import type { ReadonlySignal } from '@preact/signals'
import { useMemo, useState } from 'preact/hooks'
import { n, t } from '../base/text'
import { type PresenceState, type Store, watchSent } from '../store'
import { Icon } from '../ui/Icon'
import { StateTag } from '../ui/StateTag'
import { ago } from '../ui/words'
import { DEED } from './Queue'

interface Props {
  store: Store
  states: readonly PresenceState[]
  zone: string
  now: ReadonlySignal<number>
}

/** The sync history of this tablet: what the server has said yes to. */
export function Sent({ store, states, zone, now }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <section class="card">
      <details class="sent" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <h2>{t('Sent from this tablet')}</h2>
          <Icon name="next" />
        </summary>
        {open && <SentList store={store} states={states} zone={zone} now={now} />}
      </details>
    </section>
  )
}

function SentList({ store, states, zone, now }: Props) {
  const { loaded, marks, more } = useMemo(() => watchSent(store), [store]).value
  if (!loaded) return <p class="sent-words" aria-busy="true" />
  if (marks.length === 0)
    return (
      <p class="sent-words muted">
        {t('Nothing in the last days. What is sent appears here for two weeks.')}
      </p>
    )
  return (
    <>
      <ul class="sent-list">
        {marks.map((mark) => (
          <li key={mark.op_id}>
            <p>
              {mark.person !== '' && <strong>{mark.person}</strong>}{' '}
              {DEED[mark.kind]?.() ?? <StateTag code={mark.state} states={states} />}
            </p>
            <p class="muted">
              {t('{place} · on the server {time}', {
                place: mark.sessionName,
                time: ago(mark.at, now.value, zone),
              })}
            </p>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <p class="sent-words muted">{n(more, 'and {count} earlier entry', 'and {count} earlier entries')}</p>
      )}
    </>
  )
}
