import { useState } from 'preact/hooks'
import { t } from '../../base/text'
import { Button } from '../../ui/Button'
import { PagedList } from '../../ui/PagedList'
import { ago, apart, fullTime } from '../../ui/words'
import { DeleteDialog } from '../DeleteDialog'
import { useListing } from '../reading'
import type { SignIn, ViewProps } from './props'

/** Where the person who looks is signed in, so that a forgotten tablet can be signed out from here. */
export function SignIns({ store, api, clock, zone, now }: ViewProps) {
  const list = useListing<SignIn>({ store, api, clock }, '/me/sign-ins?limit=50')
  const [ending, setEnding] = useState<SignIn | null>(null)
  const nameOf = (row: SignIn) =>
    row.device_label
      ? apart(row.device_label)
      : row.device
        ? t('a tablet without a name')
        : t('a browser or program')
  return (
    <>
      <PagedList
        list={list}
        now={now.value}
        zone={zone}
        label={t('My sign-ins')}
        keyOf={(row) => row.id}
        empty={{ icon: 'user', title: t('Nobody here'), text: t('You are signed in nowhere else.') }}
        row={(row) => (
          <div class="paged-row">
            <div>
              <p class="row">
                <strong class={row.device_label ? undefined : 'made-up'}>{nameOf(row)}</strong>
                {row.is_current && (
                  <span class="tag" data-tone="brand">
                    {t('This one')}
                  </span>
                )}
              </p>
              <p class="muted">{t('since {time}', { time: fullTime(row.signed_in_at, zone) })}</p>
              <p class="muted">
                {t('used {age}', { age: ago(Date.parse(row.last_used_at), now.value, zone) })}
              </p>
            </div>
            {!row.is_current && (
              <Button
                kind="quiet"
                icon="signOut"
                aria-label={t('End the sign-in on {name}', { name: nameOf(row) })}
                onClick={() => setEnding(row)}
              >
                {t('End it')}
              </Button>
            )}
          </div>
        )}
      />
      {ending && (
        <DeleteDialog
          api={api}
          path={`/me/sign-ins/${ending.id}`}
          title={t('End the sign-in on {name}?', { name: nameOf(ending) })}
          action={t('End it')}
          icon="signOut"
          gone={t('That sign-in has ended.')}
          onChanged={() => void list.refresh()}
          onClose={() => setEnding(null)}
        >
          <p>{t('It ends at once. Marks on that tablet are kept and wait for a sign-in.')}</p>
        </DeleteDialog>
      )}
    </>
  )
}
