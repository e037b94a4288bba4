import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../../base/text'
import { type Asking, ask, editing, removing } from '../../store'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { apart } from '../../ui/words'
import { refusalWords } from './refusals'

interface Row {
  id: number
  version: number
  is_active: boolean
}

interface Props {
  api: Asking
  /** Below the API's base: of the list. */
  path: string
  row: Row
  name: string
  /** What is lost by deleting, and what deactivating does. */
  deleting: ComponentChildren
  deactivating: ComponentChildren
  /** What was chosen; where deleting is refused, deactivating is offered in the same place. */
  verb: 'delete' | 'deactivate'
  onDone: (done: 'delete' | 'deactivate') => void
  onClose: () => void
}

/** Where something was recorded the server keeps it: then deactivating is what is meant. */
const KEPT = ['participant_has_presence', 'group_has_sessions']

/** Deletes for good or deactivates, as it was seen. */
export function EndDialog({ api, path, row, name, verb, onDone, onClose, ...words }: Props) {
  const [now, setNow] = useState(verb)
  const [seen, setSeen] = useState(row)
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const at = `${path}/${row.id}`
  const offersInstead = problem !== '' && now === 'deactivate' && verb === 'delete'
  async function end() {
    setBusy(true)
    setProblem('')
    const asked =
      now === 'delete'
        ? await removing(api, at, seen.version)
        : await editing<Row>(api, at, seen.version, { is_active: false })
    setBusy(false)
    if (asked.ok || (now === 'delete' && asked.error.code === 'not_found')) return onDone(now)
    const { code } = asked.error
    if (code === 'version_changed') {
      // Asked for once more, now that somebody else's change is known.
      const fresh = await ask<Row>(api, { method: 'GET', path: at })
      if (fresh.ok) setSeen(fresh.value)
    }
    setProblem(
      code === 'version_changed'
        ? t('Somebody changed this meanwhile. Do it all the same?')
        : refusalWords(asked.error),
    )
    if (KEPT.includes(code) && seen.is_active) setNow('deactivate')
  }
  const title = apart(name)
  return (
    <Dialog
      title={
        now === 'delete' ? t('Delete {name}?', { name: title }) : t('Deactivate {name}?', { name: title })
      }
      onClose={onClose}
    >
      {problem !== '' && (
        <Banner
          tone="bad"
          {...(offersInstead ? { title: t('It cannot be deleted. Deactivate it instead?') } : {})}
        >
          {problem}
        </Banner>
      )}
      {now === 'delete' ? words.deleting : words.deactivating}
      <div class="dialog-actions">
        <Button onClick={onClose}>{t('Cancel')}</Button>
        <Button kind="danger" disabled={busy} onClick={() => void end()}>
          {now === 'delete' ? t('Delete') : t('Deactivate')}
        </Button>
      </div>
    </Dialog>
  )
}
