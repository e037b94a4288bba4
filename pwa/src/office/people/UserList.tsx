import { useMemo, useState } from 'preact/hooks'
import { t } from '../../base/text'
import { poster } from '../../store'
import { Button } from '../../ui/Button'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { SelectField } from '../../ui/Field'
import { ListHead } from '../../ui/ListHead'
import { PagedList } from '../../ui/PagedList'
import { QrCode } from '../../ui/QrCode'
import { SearchField } from '../../ui/SearchField'
import { ShownOnce } from '../../ui/ShownOnce'
import { ago, apart, fullTime } from '../../ui/words'
import { useListing } from '../reading'
import { type Invited, invitationAddress, ROLES, roleName, type User, type ViewProps } from './props'
import { UserForm } from './UserForm'

/** The organization's users: inviting, changing, deactivating, and new passwords for those who lost theirs. */
export function UserList(props: ViewProps) {
  const { api, zone, now, userId } = props
  const [search, setSearch] = useState('')
  const [role, setRole] = useState('')
  const [active, setActive] = useState('true')
  const path = pathOf(search.trim(), role, active)
  const list = useListing<User>(props, path)
  const post = useMemo(() => poster(api), [api])
  const [editing, setEditing] = useState<User | 'new' | null>(null)
  const [resetting, setResetting] = useState<User | null>(null)
  const [invited, setInvited] = useState<Invited | null>(null)

  async function reset(user: User): Promise<string | null> {
    const asked = await post<Invited>(`/users/${user.id}/reset`)
    if (!asked.ok) return asked.error.message
    setInvited(asked.value)
    void list.refresh()
    return null
  }
  function done(result: Invited | null) {
    setEditing(null)
    if (result) setInvited(result)
    void list.refresh()
  }
  return (
    <>
      <ListHead intro={t('Who signs in here, and what each may do.')}>
        <Button kind="primary" icon="userPlus" onClick={() => setEditing('new')}>
          {t('Invite somebody')}
        </Button>
      </ListHead>
      <div class="filters">
        <SearchField label={t('Find a user')} value={search} onInput={setSearch} />
        <SelectField
          label={t('Role')}
          value={role}
          onChange={setRole}
          options={[
            { value: '', label: t('All') },
            ...ROLES.map((one) => ({ value: one, label: roleName(one) })),
          ]}
        />
        <SelectField
          label={t('Show')}
          value={active}
          onChange={setActive}
          options={[
            { value: 'true', label: t('May sign in') },
            { value: 'false', label: t('Deactivated') },
            { value: '', label: t('All') },
          ]}
        />
      </div>
      <PagedList
        list={list}
        now={now.value}
        zone={zone}
        label={t('Users')}
        keyOf={(user) => user.id}
        empty={{ icon: 'users', title: t('Nobody here'), text: t('No user fits these filters.') }}
        row={(user) => (
          <div class="paged-row">
            <div>
              <p class="row">
                <strong>{apart(user.name || user.email)}</strong>
                <span class="tag" data-tone={user.role === 'administrator' ? 'brand' : undefined}>
                  {roleName(user.role)}
                </span>
                {user.id === userId && <span class="tag">{t('You')}</span>}
                {!user.is_active && (
                  <span class="tag" data-tone="bad">
                    {t('Deactivated')}
                  </span>
                )}
                {user.is_active && !user.has_password && (
                  <span class="tag" data-tone="wait">
                    {t('Invited')}
                  </span>
                )}
              </p>
              <p class="muted">{user.email}</p>
              <p class="muted">
                {user.last_login_at
                  ? t('Signed in {age}', { age: ago(Date.parse(user.last_login_at), now.value, zone) })
                  : t('Never signed in')}
              </p>
            </div>
            <div class="row">
              {user.id !== userId && user.is_active && (
                <Button
                  kind="quiet"
                  icon="key"
                  aria-label={t('New password for {name}', { name: apart(user.name) })}
                  onClick={() => setResetting(user)}
                >
                  {user.has_password ? t('New password') : t('New invitation')}
                </Button>
              )}
              <Button
                icon="pencil"
                aria-label={t('Change {name}', { name: apart(user.name) })}
                onClick={() => setEditing(user)}
              >
                {t('Change')}
              </Button>
            </div>
          </div>
        )}
      />
      {editing !== null && (
        <UserForm
          key={editing === 'new' ? 'new' : editing.id}
          {...props}
          user={editing === 'new' ? null : editing}
          onDone={done}
          onClose={() => setEditing(null)}
        />
      )}
      {resetting && (
        <ConfirmDialog
          title={t('A new password for {name}?', { name: apart(resetting.name) })}
          action={t('Make a link')}
          icon="key"
          onConfirm={() => reset(resetting)}
          onClose={() => setResetting(null)}
        >
          <p>
            {t(
              'The old password stops working and all sign-ins end at once. Marks that wait on tablets are kept. You get a link that works once, within a day.',
            )}
          </p>
        </ConfirmDialog>
      )}
      {invited && !resetting && (
        <ShownOnce
          title={t('Link for {name}', { name: apart(invited.name) })}
          value={invitationAddress(invited.invitation)}
          onClose={() => setInvited(null)}
        >
          <p>
            {t(
              'Hand it to {name} yourself; no mail is sent. It opens a page to choose a password, until {time}.',
              {
                name: apart(invited.name),
                time: fullTime(invited.invitation_expires_at, zone),
              },
            )}
          </p>
          <QrCode
            value={invitationAddress(invited.invitation)}
            label={t('QR code of the link, for a phone to scan')}
          />
        </ShownOnce>
      )}
    </>
  )
}

function pathOf(search: string, role: string, active: string): string {
  const query = new URLSearchParams({ ordering: 'name', limit: '50' })
  if (search !== '') query.set('search', search)
  if (role !== '') query.set('role', role)
  if (active !== '') query.set('is_active', active)
  return `/users?${query}`
}
