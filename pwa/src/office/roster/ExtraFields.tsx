import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../../base/text'
import { Button } from '../../ui/Button'
import { TextField } from '../../ui/Field'
import { apart } from '../../ui/words'
import { plainIn, withDetail } from './extra'

interface Props {
  /** As extra.ts keeps it. */
  text: string
  error?: string | undefined
  hint?: ComponentChildren
  onChange: (text: string) => void
}

/** The organization's own details, each under the name that it gave it. */
export function ExtraFields({ text, error, hint, onChange }: Props) {
  const [name, setName] = useState('')
  const details = plainIn(text)
  const free = name.trim() !== '' && details.every((one) => one.name !== name.trim())
  function add() {
    if (!free) return
    onChange(withDetail(text, name.trim(), ''))
    setName('')
  }
  return (
    <details class="roster-extra" open={details.length > 0 || Boolean(hint)}>
      <summary>{t('Further details')}</summary>
      <div class="stack">
        {hint}
        {details.map((one) => (
          <TextField
            key={one.name}
            label={apart(one.name)}
            value={one.value}
            onInput={(value) => onChange(withDetail(text, one.name, value))}
            maxLength={1000}
            autocomplete="off"
            placeholder={t('Left empty, it is removed.')}
          />
        ))}
        <div class="roster-new">
          <TextField
            label={t('Name of another detail')}
            value={name}
            error={error}
            onInput={setName}
            maxLength={100}
            autocomplete="off"
          />
          <Button icon="plus" disabled={!free} onClick={add}>
            {t('Add')}
          </Button>
        </div>
      </div>
    </details>
  )
}
