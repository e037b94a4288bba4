import { t } from '../../base/text'
import { ask } from '../../store'
import { RevocableList } from '../../ui/RevocableList'
import { ago, apart, fullTime } from '../../ui/words'
import { useListing } from '../reading'
import { KeyForm } from './KeyForm'
import { type ApiKey, type NewApiKey, scopeWords, type ViewProps } from './props'

/** Keys with which programs ask in the name of the administrator who made them. */
export function KeyList(props: ViewProps) {
  const { api, zone, now } = props
  const list = useListing<ApiKey>(props, '/api-keys?ordering=-id&limit=50')
  async function revoke(key: ApiKey): Promise<string | null> {
    const asked = await ask(api, { method: 'DELETE', path: `/api-keys/${key.id}` })
    return asked.ok ? null : asked.error.message
  }
  return (
    <RevocableList<ApiKey, NewApiKey>
      list={list}
      now={now.value}
      zone={zone}
      label={t('API keys')}
      intro={t('With a key a program asks in your name, for what you allow it.')}
      make={t('New key')}
      empty={{
        icon: 'key',
        title: t('No keys'),
        text: t('A program that reads or writes here needs one.'),
      }}
      describe={(key) => ({
        name: apart(key.name),
        tag: <KeyState apiKey={key} now={now.value} />,
        facts: <KeyFacts apiKey={key} now={now.value} zone={zone} />,
        stands: key.revoked_at === null,
      })}
      form={(done) => <KeyForm {...props} {...done} />}
      once={(key) => ({
        title: t('The new key'),
        value: key.key,
        text: t('Whoever has it may do what it allows. Keep it like a password.'),
      })}
      revoked={{
        warning: t('Its very next request is refused, for good. The program that uses it stops working.'),
        done: (name) => t('{name} is refused from now on.', { name }),
      }}
      onRevoke={revoke}
    />
  )
}

function KeyFacts({ apiKey: key, now, zone }: { apiKey: ApiKey; now: number; zone: string }) {
  return (
    <>
      <p class="muted">
        {t('{scopes} · for {name}', {
          scopes: key.scopes.map(scopeWords).join(', '),
          name: apart(key.user_name),
        })}
      </p>
      <p class="muted">
        {key.last_used_at
          ? t('used {age}', { age: ago(Date.parse(key.last_used_at), now, zone) })
          : t('never used')}
        {' · '}
        {t('until {time}', { time: fullTime(key.expires_at, zone) })}
      </p>
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
