import { t } from '../../../base/text'
import { TextField } from '../../../ui/Field'
import type { Both } from './domain-fields'

interface Props {
  /** Which form of the word, before the language. */
  prefix?: string
  value: Both
  errors: readonly (string | undefined)[]
  most: number
  optional?: boolean
  autofocus?: boolean
  onChange: (value: Both) => void
}

/** A word in English, and in Bangla where somebody knows it: without, the English one is shown. */
export function WordPair({
  prefix,
  value,
  errors,
  most,
  optional = false,
  autofocus = false,
  onChange,
}: Props) {
  const label = (language: string) => (prefix ? `${prefix}: ${language}` : language)
  return (
    <div class="word-pair">
      <TextField
        label={label(t('in English'))}
        value={value.en}
        error={errors[0]}
        onInput={(en) => onChange({ ...value, en })}
        required={!optional || value.bn !== ''}
        maxLength={most}
        autocomplete="off"
        autofocus={autofocus}
      />
      <TextField
        label={label(t('in Bangla'))}
        value={value.bn}
        error={errors[1]}
        onInput={(bn) => onChange({ ...value, bn })}
        maxLength={most}
        autocomplete="off"
      />
    </div>
  )
}
