import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../../base/text'
import { SelectField, TextField } from '../../ui/Field'
import { kindCodes, kindWords } from './kinds'
import type { Group, Kind } from './props'

interface Props {
  value: string
  error?: string | undefined
  hint?: ComponentChildren
  kinds: readonly Kind[]
  groups: readonly Group[]
  onChange: (code: string) => void
}

const OTHER = '\u0000'

/** The kind of a group: one of those that are known, or a new one by its name. */
export function KindField({ value, error, hint, kinds, groups, onChange }: Props) {
  const known = kindCodes(kinds, groups)
  const [other, setOther] = useState(known.length === 0 || (value !== '' && !known.includes(value)))
  return (
    <>
      {known.length > 0 && (
        <SelectField
          label={t('Kind')}
          value={other ? OTHER : value}
          error={other ? '' : error}
          hint={hint}
          onChange={(code) => {
            setOther(code === OTHER)
            onChange(code === OTHER ? '' : code)
          }}
          options={[
            ...known.map((code) => ({ value: code, label: kindWords(code, kinds) })),
            { value: OTHER, label: t('Another kind') },
          ]}
        />
      )}
      {other && (
        <TextField
          label={t('Name of the kind')}
          value={value}
          error={error}
          onInput={onChange}
          required
          maxLength={50}
          autocomplete="off"
        />
      )}
    </>
  )
}
