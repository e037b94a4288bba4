import { useMemo, useState } from 'preact/hooks'
import { t } from '../../../base/text'
import { poster } from '../../../store'
import { Button, IconButton } from '../../../ui/Button'
import { ConfirmDialog } from '../../../ui/ConfirmDialog'
import { ListHead } from '../../../ui/ListHead'
import { Link } from '../../../ui/navigation'
import { PagedList } from '../../../ui/PagedList'
import { ShownOnce } from '../../../ui/ShownOnce'
import { toast } from '../../../ui/toast'
import { ago, apart, fullTime, listWords } from '../../../ui/words'
import { DeleteDialog } from '../../DeleteDialog'
import { useListing } from '../../reading'
import type { Delivery, NewWebhook, ViewProps, Webhook } from '../props'
import { Switch } from '../Switch'
import { Deliveries } from './Deliveries'
import { healthOf, kindWords } from './event-words'
import { WebhookForm } from './WebhookForm'

interface Props extends ViewProps {
  /** Whose log is shown; null: all webhooks. */
  hook: number | null
}

type Open = { verb: 'change' | 'delete' | 'rotate'; row: Webhook } | { verb: 'add' }

/** The other systems that hear of changes, and what they took. */
export function WebhooksView({ hook, ...props }: Props) {
  const { api, zone, now } = props
  const list = useListing<Webhook>(props, '/webhooks?ordering=-id&limit=50')
  const post = useMemo(() => poster(api), [api])
  const [open, setOpen] = useState<Open | null>(null)
  const [secret, setSecret] = useState<NewWebhook | null>(null)
  if (hook !== null) return <Deliveries key={hook} {...props} hook={hook} list={list} />

  async function test(row: Webhook) {
    const asked = await post<Delivery>(`/webhooks/${row.id}/test`)
    toast(asked.ok ? t('A test is on its way; the log tells how it went.') : asked.error.message)
  }
  async function rotate(row: Webhook): Promise<string | null> {
    const asked = await post<NewWebhook>(`/webhooks/${row.id}/rotate-secret`)
    if (!asked.ok) return asked.error.message
    setSecret(asked.value)
    void list.refresh()
    return null
  }
  return (
    <>
      <ListHead intro={t('Other systems hear of every change within seconds, by a signed request.')}>
        <Button kind="primary" icon="plus" onClick={() => setOpen({ verb: 'add' })}>
          {t('New webhook')}
        </Button>
      </ListHead>
      <PagedList
        list={list}
        now={now.value}
        zone={zone}
        label={t('Webhooks')}
        keyOf={(row) => row.id}
        empty={{
          icon: 'hook',
          title: t('No webhooks'),
          text: t('Add the address of a system that is to hear of marks, people or lists.'),
        }}
        row={(row) => {
          const { words, tone } = healthOf(row)
          return (
            <div class="paged-row hook-row">
              <div>
                <p class="row">
                  <span class="tag" data-tone={tone}>
                    {words}
                  </span>
                  <strong class="hook-url">{apart(row.url)}</strong>
                </p>
                <p class="muted">
                  {listWords([...new Set(row.events.map((one) => kindWords(one.split('.')[0] ?? '')))])}
                </p>
                <p class="muted">
                  {row.attempted_at
                    ? t('Last told {age}', { age: ago(Date.parse(row.attempted_at), now.value, zone) })
                    : t('Not told anything yet')}
                  {row.failing_since &&
                    ` · ${t('takes nothing since {time}', { time: fullTime(row.failing_since, zone) })}`}
                </p>
              </div>
              <div class="row">
                <Link
                  class="button"
                  href={`/settings/webhooks?log=${row.id}`}
                  aria-label={t('Log of {url}', { url: apart(row.url) })}
                >
                  {t('Log')}
                </Link>
                <Button
                  icon="send"
                  disabled={!row.is_active}
                  aria-label={t('Send a test to {url}', { url: apart(row.url) })}
                  onClick={() => void test(row)}
                >
                  {t('Test')}
                </Button>
                <Switch
                  api={api}
                  path={`/webhooks/${row.id}`}
                  seen={row.updated_at}
                  on={row.is_active}
                  name={apart(row.url)}
                  said={{
                    on: t('It is told again, also of what it missed.'),
                    off: t('It is told nothing until it is on again; then it hears what it missed.'),
                  }}
                  onChanged={() => void list.refresh()}
                />
                <div class="hook-tools">
                  <IconButton
                    icon="key"
                    kind="quiet"
                    label={t('New secret for {url}', { url: apart(row.url) })}
                    onClick={() => setOpen({ verb: 'rotate', row })}
                  />
                  <IconButton
                    icon="pencil"
                    kind="quiet"
                    label={t('Change: {url}', { url: apart(row.url) })}
                    onClick={() => setOpen({ verb: 'change', row })}
                  />
                  <IconButton
                    icon="bin"
                    kind="quiet"
                    label={t('Delete: {url}', { url: apart(row.url) })}
                    onClick={() => setOpen({ verb: 'delete', row })}
                  />
                </div>
              </div>
            </div>
          )
        }}
      />
      {(open?.verb === 'add' || open?.verb === 'change') && (
        <WebhookForm
          api={api}
          row={open.verb === 'change' ? open.row : null}
          onDone={(made) => {
            setOpen(null)
            setSecret(made)
            void list.refresh()
          }}
          onClose={() => setOpen(null)}
        />
      )}
      {secret && (
        <ShownOnce title={t('Secret of the webhook')} value={secret.secret} onClose={() => setSecret(null)}>
          <p>
            {t('With it the receiver verifies that a request comes from here. Hand it to whoever runs it.')}
            {secret.previous_secret_until &&
              ` ${t('Until {time} requests are signed with the old one as well.', {
                time: fullTime(secret.previous_secret_until, zone),
              })}`}
          </p>
        </ShownOnce>
      )}
      {open?.verb === 'rotate' && (
        <ConfirmDialog
          title={t('Make a new secret?')}
          action={t('Make it')}
          icon="key"
          onConfirm={() => rotate(open.row)}
          onClose={() => setOpen(null)}
        >
          <p class="hook-url">{open.row.url}</p>
          <p>{t('For 24 hours everything is signed with both, so that the receiver has time to change.')}</p>
        </ConfirmDialog>
      )}
      {open?.verb === 'delete' && (
        <DeleteDialog
          api={api}
          path={`/webhooks/${open.row.id}`}
          seen={open.row.updated_at}
          title={t('Delete this webhook?')}
          gone={t('The webhook was deleted.')}
          onChanged={() => void list.refresh()}
          onClose={() => setOpen(null)}
        >
          <p class="hook-url">{open.row.url}</p>
          <p>{t('Its log goes with it, and what waits to be sent is not sent.')}</p>
        </DeleteDialog>
      )}
    </>
  )
}
