import { t } from '../../../base/text'
import type { Asking } from '../../../store'
import { TextField } from '../../../ui/Field'
import { toast } from '../../../ui/toast'
import { listWords } from '../../../ui/words'
import { FormDialog } from '../FormDialog'
import type { Happening, NewWebhook, Webhook } from '../props'
import { meanwhile, useDraft } from '../use-draft'
import { eventsOf, KINDS, kindWords } from './event-words'

interface Props {
  api: Asking
  /** Null: a new one. */
  row: Webhook | null
  /** With the secret where one was made. */
  onDone: (made: NewWebhook | null) => void
  onClose: () => void
}

interface Fields {
  url: string
  events: readonly Happening[]
}

/** Where to tell, and of what. */
export function WebhookForm({ api, row, onDone, onClose }: Props) {
  const draft = useDraft<Webhook, Fields>({
    api,
    row,
    fieldsOf: (one) => ({ url: one?.url ?? '', events: one?.events ?? eventsOf('presence_record') }),
    bodyOf: (fields) => fields,
    list: '/webhooks',
    pathOf: (one) => `/webhooks/${one.id}`,
    seenOf: (one) => one.updated_at,
    owners: { too_many_webhooks: 'url' },
    onDone(saved) {
      if (row !== null) toast(t('Saved.'))
      onDone('secret' in saved ? (saved as NewWebhook) : null)
    },
  })
  const { values, set, errors, theirs } = draft
  const others =
    theirs.events && listWords([...new Set(theirs.events.map((one) => kindWords(one.split('.')[0] ?? '')))])
  function choose(event: Happening, on: boolean) {
    set({ events: on ? [...values.events, event] : values.events.filter((one) => one !== event) })
  }
  return (
    <FormDialog
      title={row ? t('Change this webhook') : t('New webhook')}
      action={row ? t('Save') : t('Add it')}
      draft={draft}
      onClose={onClose}
    >
      <TextField
        label={t('Address')}
        hint={meanwhile(theirs.url) ?? t('https, on the public Internet. Whoever runs it tells you.')}
        type="url"
        value={values.url}
        error={errors.url}
        onInput={(url) => set({ url: url.trim() })}
        required
        maxLength={2000}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        autofocus={row === null}
      />
      <fieldset class="stack">
        <legend class="field-label">{t('What it is told of')}</legend>
        {others && <p class="field-hint">{meanwhile(others)}</p>}
        <div class="webhook-events">
          <span aria-hidden="true" />
          <span class="field-hint" aria-hidden="true">
            {t('new or changed')}
          </span>
          <span class="field-hint" aria-hidden="true">
            {t('deleted')}
          </span>
          {KINDS.map((kind) => {
            const [changed, deleted] = eventsOf(kind)
            const name = kindWords(kind)
            return (
              <div key={kind} class="event">
                <span>{name}</span>
                <Box
                  label={t('{kind}: new or changed', { kind: name })}
                  checked={values.events.includes(changed)}
                  onChange={(on) => choose(changed, on)}
                />
                <Box
                  label={t('{kind}: deleted', { kind: name })}
                  checked={values.events.includes(deleted)}
                  onChange={(on) => choose(deleted, on)}
                />
              </div>
            )
          })}
        </div>
        {(errors.events || values.events.length === 0) && (
          <p class="field-error" role="alert">
            {errors.events ?? t('Choose at least one.')}
          </p>
        )}
      </fieldset>
    </FormDialog>
  )
}

interface BoxProps {
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
}

/** A box without words of its own on the screen: they stand above and beside it. */
function Box({ label, checked, onChange }: BoxProps) {
  return (
    <label class="check event-box">
      <input
        type="checkbox"
        aria-label={label}
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </label>
  )
}
