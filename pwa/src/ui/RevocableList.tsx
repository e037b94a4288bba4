import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../base/text'
import { Button } from './Button'
import { ConfirmDialog } from './ConfirmDialog'
import type { IconName } from './Icon'
import { ListHead } from './ListHead'
import { type Paged, PagedList } from './PagedList'
import { ShownOnce } from './ShownOnce'
import { toast } from './toast'

interface Row {
  id: number
}

/** What one row says and allows. */
export interface Revocable {
  name: string
  tag: ComponentChildren
  /** Below the name. */
  facts: ComponentChildren
  /** Whether it still opens anything: then it can be revoked. */
  stands: boolean
  /** What else can be done with it while it stands. */
  action?: ComponentChildren
}

interface Props<T extends Row, Made> {
  list: Paged<T>
  now: number
  zone: string
  label: string
  /** What these are for, above the list. */
  intro: string
  /** What the button for a new one says. */
  make: string
  empty: { icon: IconName; title: string; text: string }
  describe: (row: T) => Revocable
  form: (done: { onMade: (made: Made) => void; onClose: () => void }) => ComponentChildren
  /** The secret of a new one, which the server tells this once. */
  once: (made: Made) => { title: string; value: string; text: string }
  /** What it means that one is revoked, before and after. */
  revoked: { warning: string; done: (name: string) => string }
  /** Resolves to what went wrong, in words; null for done. */
  onRevoke: (row: T) => Promise<string | null>
}

/** Keys or links: made by a form, their secret shown once, listed with what became of them, revoked for good. */
export function RevocableList<T extends Row, Made>({
  list,
  now,
  zone,
  label,
  intro,
  make,
  empty,
  describe,
  form,
  once,
  revoked,
  onRevoke,
}: Props<T, Made>) {
  const [making, setMaking] = useState(false)
  const [made, setMade] = useState<Made | null>(null)
  const [ending, setEnding] = useState<T | null>(null)
  async function revoke(row: T): Promise<string | null> {
    const trouble = await onRevoke(row)
    if (trouble !== null) return trouble
    toast(revoked.done(describe(row).name))
    void list.refresh()
    return null
  }
  return (
    <>
      <ListHead intro={intro}>
        <Button kind="primary" icon="plus" onClick={() => setMaking(true)}>
          {make}
        </Button>
      </ListHead>
      <PagedList
        list={list}
        now={now}
        zone={zone}
        label={label}
        keyOf={(row) => row.id}
        empty={empty}
        row={(row) => <Line is={describe(row)} onRevoke={() => setEnding(row)} />}
      />
      {making &&
        form({
          onMade(value) {
            setMaking(false)
            setMade(value)
            void list.refresh()
          },
          onClose: () => setMaking(false),
        })}
      {made && <Once {...once(made)} onClose={() => setMade(null)} />}
      {ending && (
        <ConfirmDialog
          title={t('Revoke {name}?', { name: describe(ending).name })}
          action={t('Revoke')}
          icon="lock"
          danger
          onConfirm={() => revoke(ending)}
          onClose={() => setEnding(null)}
        >
          <p>{revoked.warning}</p>
        </ConfirmDialog>
      )}
    </>
  )
}

function Line({ is, onRevoke }: { is: Revocable; onRevoke: () => void }) {
  return (
    <div class="paged-row">
      <div>
        <p class="row">
          <strong>{is.name}</strong>
          {is.tag}
        </p>
        {is.facts}
      </div>
      {is.stands && (
        <div class="row">
          <Button
            kind="quiet"
            icon="lock"
            aria-label={t('Revoke {name}', { name: is.name })}
            onClick={onRevoke}
          >
            {t('Revoke')}
          </Button>
          {is.action}
        </div>
      )}
    </div>
  )
}

interface OnceProps {
  title: string
  value: string
  text: string
  onClose: () => void
}

const Once = ({ title, value, text, onClose }: OnceProps) => (
  <ShownOnce title={title} value={value} onClose={onClose}>
    <p>{text}</p>
  </ShownOnce>
)
