import { useState } from 'preact/hooks'
import type { Http } from '../base/http'
import { t } from '../base/text'
import { Button } from '../ui/Button'
import { TextField } from '../ui/Field'
import { Form } from '../ui/Form'
import { type Pointed, pointed } from '../ui/pointed'
import { Panel } from './Panel'
import { type Details, type Link, register, type Trouble } from './requests'
import { TroubleNote } from './TroubleNote'

interface Props {
  http: Http
  token: string
  link: Link
}

type Typed = Record<string, string>

/** Somebody asks to be added: the details that the link demands, for staff to decide on. */
export function Registration({ http, token, link }: Props) {
  const [typed, setTyped] = useState<Typed>({})
  const [busy, setBusy] = useState(false)
  const [errors, setErrors] = useState<Pointed>({})
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const [received, setReceived] = useState(false)

  async function submit() {
    if (busy) return
    setBusy(true)
    setErrors({})
    setTrouble(null)
    const answer = await register(http, token, detailsOf(typed))
    setBusy(false)
    if (answer.kind === 'received') setReceived(true)
    else if (answer.kind === 'invalid') setErrors(pointed(answer.errors))
    else setTrouble(answer)
  }
  function another() {
    setTyped({})
    setReceived(false)
  }

  if (received)
    return (
      <Panel
        title={t('Your details were received')}
        host={link.organization}
        icon={{ name: 'check', tone: 'good' }}
      >
        <p>{t('The staff look at them and decide. You need not send them again.')}</p>
        <Button icon="userPlus" onClick={another}>
          {t('Register somebody else')}
        </Button>
      </Panel>
    )
  return (
    <Panel title={t('Register')} host={link.organization}>
      {link.group && (
        <p class="visitor-occasion">
          <strong>{link.group}</strong>
        </p>
      )}
      {trouble && <TroubleNote trouble={trouble} />}
      <Form class="stack" onSubmit={submit}>
        {link.fields.map((field) => (
          <TextField
            key={field.name}
            {...inputOf(field.name)}
            label={
              field.required
                ? labelOf(field.name)
                : t('{label} (may be left out)', { label: labelOf(field.name) })
            }
            required={field.required}
            value={typed[field.name] ?? ''}
            onInput={(value) => setTyped({ ...typed, [field.name]: value })}
            error={errors[field.name]}
          />
        ))}
        <Button kind="primary" type="submit" disabled={busy}>
          {busy ? t('Sending…') : t('Send')}
        </Button>
      </Form>
      <p class="field-hint">{t('Only the staff of this organization see what you send.')}</p>
    </Panel>
  )
}

function detailsOf(typed: Typed): Details {
  const filled = Object.entries(typed)
    .map(([name, value]) => [name, value.trim()] as const)
    .filter(([, value]) => value !== '')
  return { first_name: '', ...Object.fromEntries(filled) }
}

function labelOf(field: string): string {
  switch (field) {
    case 'first_name':
      return t('First name')
    case 'last_name':
      return t('Last name')
    case 'identifier':
      return t('Your number or badge')
    case 'date_of_birth':
      return t('Date of birth')
    default:
      return field.replaceAll('_', ' ')
  }
}

function inputOf(field: string) {
  switch (field) {
    case 'first_name':
      return { autocomplete: 'given-name', maxLength: 100 } as const
    case 'last_name':
      return { autocomplete: 'family-name', maxLength: 100 } as const
    case 'date_of_birth':
      return { type: 'date', autocomplete: 'bday' } as const
    default:
      return { autocomplete: 'off', maxLength: 100 } as const
  }
}
