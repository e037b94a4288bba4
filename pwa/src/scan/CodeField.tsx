import { useId, useState } from 'preact/hooks'
import { t } from '../base/text'
import { Button } from '../ui/Button'
import { Form } from '../ui/Form'

interface Props {
  onCode: (text: string) => void
  label?: string
  button?: string
}

/** For a badge that cannot be read, and for tablets without a camera. */
export function CodeField({ onCode, label = t('Type an identifier'), button = t('Mark') }: Props) {
  const id = useId()
  const [value, setValue] = useState('')
  return (
    <Form
      class="code-field"
      onSubmit={() => {
        if (value.trim() === '') return
        onCode(value)
        setValue('')
      }}
    >
      <label for={id}>{label}</label>
      <div class="code-field-row">
        <input
          id={id}
          class="input"
          maxLength={200}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          enterkeyhint="go"
          value={value}
          onInput={(event) => setValue(event.currentTarget.value)}
        />
        <Button type="submit" kind="primary">
          {button}
        </Button>
      </div>
    </Form>
  )
}
