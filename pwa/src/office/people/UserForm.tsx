import { useMemo, useState } from 'preact/hooks'
import { t } from '../../base/text'
import { ask, editing, poster, type Refusal } from '../../store'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { CheckField, SelectField, TextField } from '../../ui/Field'
import { Form } from '../../ui/Form'
import { type Pointed, pointed } from '../../ui/pointed'
import { toast } from '../../ui/toast'
import { type Invited, ROLES, type Role, roleName, type User, type ViewProps } from './props'

interface Props extends Pick<ViewProps, 'api' | 'userId'> {
  /** Null: somebody new. */
  user: User | null
  /** With the invitation where somebody was invited. */
  onDone: (invited: Invited | null) => void
  onClose: () => void
}

/** Invites somebody, or changes who they are and what they may. */
export function UserForm({ api, userId, user, onDone, onClose }: Props) {
  const [base, setBase] = useState(user)
  const [name, setName] = useState(user?.name ?? '')
  const [email, setEmail] = useState(user?.email ?? '')
  const [role, setRole] = useState<Role>(user?.role ?? 'frontline')
  const [active, setActive] = useState(user?.is_active ?? true)
  const [busy, setBusy] = useState(false)
  const [errors, setErrors] = useState<Pointed>({})
  const [problem, setProblem] = useState('')
  const post = useMemo(() => poster(api), [api])
  const own = user?.id === userId

  function refused(refusal: Refusal) {
    setErrors(refusal.code === 'email_taken' ? { email: refusal.message } : pointed(refusal.errors))
    setProblem(refusal.errors.length === 0 && refusal.code !== 'email_taken' ? refusal.message : '')
  }
  async function save(): Promise<void> {
    const fields = { name: name.trim(), email: email.trim(), role }
    if (base === null) {
      const asked = await post<Invited>('/users', fields)
      return asked.ok ? onDone(asked.value) : refused(asked.error)
    }
    const changes = changesOf(base, { ...fields, is_active: active })
    if (Object.keys(changes).length === 0) return onClose()
    const asked = await editing<User>(api, `/users/${base.id}`, base.updated_at, changes)
    if (asked.ok) {
      toast(t('Saved.'))
      return onDone(null)
    }
    refused(asked.error)
    if (asked.error.code === 'version_changed') await showFresh(base.id)
  }
  /** Somebody else was faster: what stands now is what is changed next. */
  async function showFresh(id: number) {
    const fresh = await ask<User>(api, { method: 'GET', path: `/users/${id}` })
    if (!fresh.ok) return
    setBase(fresh.value)
    setName(fresh.value.name)
    setEmail(fresh.value.email)
    setRole(fresh.value.role)
    setActive(fresh.value.is_active)
  }
  async function submit() {
    setBusy(true)
    setErrors({})
    setProblem('')
    await save()
    setBusy(false)
  }
  const ends = base !== null && (base.role !== role || (base.is_active && !active))
  return (
    <Dialog
      title={base === null ? t('Invite somebody') : t('Change {name}', { name: base.name })}
      onClose={onClose}
    >
      <Form class="stack" onSubmit={submit}>
        {problem !== '' && <Banner tone="bad">{problem}</Banner>}
        <TextField
          label={t('Name')}
          value={name}
          error={errors.name}
          onInput={setName}
          required
          maxLength={255}
          autocomplete="off"
          autofocus
        />
        <TextField
          label={t('E-mail')}
          hint={t('The name to sign in with. Nothing is sent to it.')}
          type="email"
          value={email}
          error={errors.email}
          onInput={setEmail}
          required
          maxLength={255}
          autocomplete="off"
        />
        <SelectField
          label={t('Role')}
          hint={own ? t('Another administrator has to change your own role.') : roleHint(role)}
          value={role}
          error={errors.role}
          disabled={own}
          onChange={(value) => setRole(value as Role)}
          options={ROLES.map((one) => ({ value: one, label: roleName(one) }))}
        />
        {base !== null && !own && (
          <CheckField
            label={t('May sign in')}
            checked={active}
            error={errors.is_active}
            onChange={setActive}
          />
        )}
        {ends && (
          <Banner tone="wait">
            {t('All sign-ins of this user end at once. Marks that wait on their tablets are kept.')}
          </Banner>
        )}
        <div class="dialog-actions">
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button kind="primary" type="submit" disabled={busy}>
            {base === null ? t('Invite') : t('Save')}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

type Changes = Partial<Pick<User, 'name' | 'email' | 'role' | 'is_active'>>

/** Only what is different is sent: nobody takes back what another has changed meanwhile. */
function changesOf(user: User, wanted: Required<Changes>): Changes {
  return Object.fromEntries(
    Object.entries(wanted).filter(([field, value]) => user[field as keyof Changes] !== value),
  )
}

function roleHint(role: Role): string {
  switch (role) {
    case 'manager':
      return t('Reads everything, marks nothing.')
    case 'administrator':
      return t('May do everything in this organization.')
    default:
      return t('Marks presence, and sees nothing of the office.')
  }
}
