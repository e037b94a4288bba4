import { useState } from 'preact/hooks'
import { t } from '../../base/text'
import { type Asking, editing } from '../../store'
import { Button } from '../../ui/Button'
import { toast } from '../../ui/toast'

interface Props {
  api: Asking
  /** Of the row, below the API's base. */
  path: string
  /** The row as it was seen: its version, or when it was changed. */
  seen: number | string
  on: boolean
  name: string
  /** What it means from then on. */
  said: { on: string; off: string }
  onChanged: () => void
}

/** Switches what a row does on, or off and keeps the row. */
export function Switch({ api, path, seen, on, name, said, onChanged }: Props) {
  const [busy, setBusy] = useState(false)
  async function turn() {
    setBusy(true)
    const asked = await editing(api, path, seen, { is_active: !on })
    setBusy(false)
    toast(!asked.ok ? asked.error.message : on ? said.off : said.on)
    onChanged()
  }
  return (
    <Button
      kind="quiet"
      icon={on ? 'stop' : 'play'}
      disabled={busy}
      aria-label={on ? t('Switch off: {name}', { name }) : t('Switch on: {name}', { name })}
      onClick={() => void turn()}
    >
      {on ? t('Switch off') : t('Switch on')}
    </Button>
  )
}
