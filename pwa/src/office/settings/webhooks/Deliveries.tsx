import { useEffect, useMemo, useState } from 'preact/hooks'
import { t } from '../../../base/text'
import { type Listing, poster } from '../../../store'
import { BackLink } from '../../../ui/BackHead'
import { Button } from '../../../ui/Button'
import { Choices } from '../../../ui/Choices'
import { PagedList } from '../../../ui/PagedList'
import { toast } from '../../../ui/toast'
import { useListing } from '../../reading'
import type { Delivery, ViewProps, Webhook } from '../props'
import { DeliveryRow } from './DeliveryRow'

interface Props extends ViewProps {
  hook: number
  /** All webhooks, for the name of this one. */
  list: Listing<Webhook>
}

type Shown = '' | Delivery['status']

/** What was sent to one webhook in the last 30 days, or is about to be. */
export function Deliveries({ store, api, clock, zone, now, hook, list: hooks }: Props) {
  const [status, setStatus] = useState<Shown>('')
  const path = `/webhooks/${hook}/deliveries?ordering=-id&limit=50${status && `&status=${status}`}`
  const list = useListing<Delivery>({ store, api, clock }, path)
  const post = useMemo(() => poster(api), [api])
  const row = hooks.page.value?.value.results.find((one) => one.id === hook)
  useEffect(() => {
    if (hooks.page.peek() === null) void hooks.refresh()
  }, [hooks])

  async function send(asked: ReturnType<typeof post>, words: string) {
    const done = await asked
    toast(done.ok ? words : done.error.message)
    void list.refresh()
  }
  return (
    <>
      <div class="list-head">
        <BackLink href="/settings/webhooks" back={t('Back to all webhooks')} />
        <h2 class="grow hook-url">{row?.url ?? t('Log of a webhook')}</h2>
        <Button
          icon="send"
          disabled={row?.is_active === false}
          onClick={() => void send(post(`/webhooks/${hook}/test`), t('A test is on its way.'))}
        >
          {t('Send a test')}
        </Button>
      </div>
      <Choices<Shown>
        legend={t('Show')}
        value={status}
        onChange={setStatus}
        options={[
          { value: '', label: t('All') },
          { value: 'failed', label: t('Failed') },
          { value: 'pending', label: t('On its way') },
          { value: 'delivered', label: t('Delivered') },
        ]}
      />
      <PagedList
        list={list}
        now={now.value}
        zone={zone}
        label={t('Log')}
        keyOf={(one) => one.id}
        bare
        empty={{
          icon: 'history',
          title: t('Nothing here'),
          text: t('What changes is sent within seconds, and stands here for 30 days.'),
        }}
        row={(one) => (
          <DeliveryRow
            api={api}
            hook={hook}
            row={one}
            now={now.value}
            zone={zone}
            onReplay={() =>
              void send(
                post(`/webhooks/${hook}/deliveries/${one.id}/replay`),
                t('It is on its way again, unchanged and under the same number.'),
              )
            }
          />
        )}
      />
    </>
  )
}
