import { useMemo, useState } from 'preact/hooks'
import { t } from '../../base/text'
import { ask, openListing } from '../../store'
import { Button } from '../../ui/Button'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { PagedList } from '../../ui/PagedList'
import { ShownOnce } from '../../ui/ShownOnce'
import { toast } from '../../ui/toast'
import { ago, apart, fullTime } from '../../ui/words'
import { KeyForm } from './KeyForm'
import type { ApiKey, NewApiKey, ViewProps } from './props'

/** Keys with which programs ask in the name of the administrator who made them. */
export function KeyList(props: ViewProps) {
  const { store, api, clock, zone, now } = props
  const list = useMemo(
    () => openListing<ApiKey>({ store, api, clock }, '/api-keys?ordering=-id&limit=50'),
    [store, api],
  )
  const [making, setMaking] = useState(false)
  const [made, setMade] = useState<NewApiKey | null>(null)
  const [ending, setEnding] = useState<ApiKey | null>(null)

  async function revoke(key: ApiKey): Promise<string | null> {
    const asked = await ask(api, { method: 'DELETE', path: `/api-keys/${key.id}` })
    if (!asked.ok) return asked.error.message
    toast(t('{name} is refused from now on.', { name: apart(key.name) }))
    void list.refresh()
    return null
  }
  return (
    <>
      <div class="row">
        <p class="muted grow">{t('With a key a program asks in your name, for what you allow it.')}</p>
        <Button kind="primary" icon="plus" onClick={() => setMaking(true)}>
          {t('New key')}
        </Button>
      </div>
      <PagedList
        list={list}
        now={now.value}
        zone={zone}
        label={t('API keys')}
        keyOf={(key) => key.id}
        empty={{
          icon: 'key',
          title: t('No keys'),
          text: t('A program that reads or writes here needs one.'),
        }}
        row={(key) => (
          <div class="paged-row">
            <div>
              <p class="row">
                <strong>{apart(key.name)}</strong>
                <KeyState apiKey={key} now={now.value} />
              </p>
              <p class="muted">
                {t('{scopes} · for {name}', { scopes: key.scopes.join(', '), name: apart(key.user_name) })}
              </p>
              <p class="muted">
                {key.last_used_at
                  ? t('used {age}', { age: ago(Date.parse(key.last_used_at), now.value, zone) })
                  : t('never used')}
                {' · '}
                {t('until {time}', { time: fullTime(key.expires_at, zone) })}
              </p>
            </div>
            {key.revoked_at === null && (
              <Button
                kind="quiet"
                icon="lock"
                aria-label={t('Revoke {name}', { name: apart(key.name) })}
                onClick={() => setEnding(key)}
              >
                {t('Revoke')}
              </Button>
            )}
          </div>
        )}
      />
      {making && (
        <KeyForm
          {...props}
          onMade={(key) => {
            setMaking(false)
            setMade(key)
            void list.refresh()
          }}
          onClose={() => setMaking(false)}
        />
      )}
      {made && (
        <ShownOnce title={t('The new key')} value={made.key} onClose={() => setMade(null)}>
          <p>{t('Whoever has it may do what it allows. Keep it like a password.')}</p>
        </ShownOnce>
      )}
      {ending && (
        <ConfirmDialog
          title={t('Revoke {name}?', { name: apart(ending.name) })}
          action={t('Revoke')}
          icon="lock"
          danger
          onConfirm={() => revoke(ending)}
          onClose={() => setEnding(null)}
        >
          <p>{t('Its very next request is refused, for good. The program that uses it stops working.')}</p>
        </ConfirmDialog>
      )}
    </>
  )
}

function KeyState({ apiKey, now }: { apiKey: ApiKey; now: number }) {
  if (apiKey.revoked_at !== null) return <span class="tag">{t('Revoked')}</span>
  if (Date.parse(apiKey.expires_at) <= now) return <span class="tag">{t('Over')}</span>
  return (
    <span class="tag" data-tone="good">
      {t('In use')}
    </span>
  )
}
