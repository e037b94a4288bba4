import type { ReadonlySignal } from '@preact/signals'
import { useMemo, useState } from 'preact/hooks'
import { type PresenceState, type Store, watchSent } from '../store'
import { Icon } from '../ui/Icon'
import { StateTag } from '../ui/StateTag'
import { ago, count } from '../ui/words'
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
          <h2>Sent from this tablet</h2>
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
    return <p class="sent-words muted">Nothing in the last days. What is sent appears here for two weeks.</p>
  return (
    <>
      <ul class="sent-list">
        {marks.map((mark) => (
          <li key={mark.op_id}>
            <p>
              {mark.person !== '' && <strong>{mark.person}</strong>}{' '}
              {DEED[mark.kind] ?? <StateTag code={mark.state} states={states} />}
            </p>
            <p class="muted">
              {mark.sessionName} · on the server {ago(mark.at, now.value, zone)}
            </p>
          </li>
        ))}
      </ul>
      {more > 0 && <p class="sent-words muted">and {count(more, 'earlier entry', 'earlier entries')}</p>}
    </>
  )
}
