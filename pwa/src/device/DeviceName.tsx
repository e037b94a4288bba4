import { useEffect, useId, useState } from 'preact/hooks'
import { t } from '../base/text'
import { Button } from '../ui/Button'
import { Form } from '../ui/Form'
import { toast } from '../ui/toast'

interface Props {
  name: string
  onRename: (name: string) => Promise<void>
}

/** The name under which administrators see this tablet. */
export function DeviceName({ name, onRename }: Props) {
  const id = useId()
  const [draft, setDraft] = useState(name)
  useEffect(() => setDraft(name), [name])
  async function save() {
    try {
      await onRename(draft.trim())
      toast(t('The tablet has a new name.'))
    } catch {
      toast(t('The name is not saved.'))
    }
  }
  return (
    <Form class="device-name" onSubmit={save}>
      <div class="field">
        <label for={id}>{t('Name of this tablet')}</label>
        <input
          id={id}
          class="input"
          maxLength={100}
          placeholder={t('Front gate')}
          autocomplete="off"
          value={draft}
          onInput={(event) => setDraft(event.currentTarget.value)}
        />
      </div>
      <Button type="submit" disabled={draft.trim() === name}>
        {t('Save')}
      </Button>
    </Form>
  )
}
