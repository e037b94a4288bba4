import { useMemo, useState } from 'preact/hooks'
import { n, t } from '../../base/text'
import { ask, openListing, watchNames } from '../../store'
import type { Tone } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { Icon } from '../../ui/Icon'
import { Link } from '../../ui/navigation'
import { PagedList } from '../../ui/PagedList'
import { ShownOnce } from '../../ui/ShownOnce'
import { toast } from '../../ui/toast'
import { apart, fullTime } from '../../ui/words'
import { LinkForm } from './LinkForm'
import type { NewLink, SelfServiceLink, ViewProps } from './props'

/** The links of self-service: new ones, those that stand, and what became of the others. */
export function LinkList(props: ViewProps) {
  const { store, api, clock, zone, now } = props
  const list = useMemo(
    () => openListing<SelfServiceLink>({ store, api, clock }, '/self-service-links?limit=50'),
    [store, api],
  )
  const rows = list.page.value?.value.results ?? []
  const names = useMemo(
    () =>
      watchNames(store, {
        participants: [],
        groups: rows.flatMap((row) => row.group ?? []),
        sessions: rows.flatMap((row) => row.session ?? []),
      }),
    [store, list.page.value],
  ).value
  const [making, setMaking] = useState(false)
  const [made, setMade] = useState<NewLink | null>(null)
  const [ending, setEnding] = useState<SelfServiceLink | null>(null)

  const nameOf = (row: SelfServiceLink): string =>
    apart(
      row.name ||
        (row.session !== null ? names.sessions.get(row.session) : names.groups.get(row.group ?? 0)) ||
        t('Link {id}', { id: String(row.id) }),
    )
  async function revoke(row: SelfServiceLink): Promise<string | null> {
    const asked = await ask(api, { method: 'DELETE', path: `/self-service-links/${row.id}` })
    if (!asked.ok) return asked.error.message
    toast(t('The link opens nothing any more.'))
    void list.refresh()
    return null
  }
  return (
    <>
      <div class="row registrations-head">
        <p class="muted">{t('Guests check in or ask to be added by links, on their own phones.')}</p>
        <Button kind="primary" icon="plus" onClick={() => setMaking(true)}>
          {t('New link')}
        </Button>
      </div>
      <PagedList
        list={list}
        now={now.value}
        zone={zone}
        label={t('Links and codes')}
        keyOf={(row) => row.id}
        empty={{
          icon: 'link',
          title: t('No links'),
          text: t('Make one for a {session}, and show or print its code at the door.'),
        }}
        row={(row) => (
          <div class="paged-row">
            <div>
              <p class="row">
                <strong>{nameOf(row)}</strong>
                <StateTag state={row.state} />
              </p>
              <p class="muted">
                {row.kind === 'check_in' ? t('Check-in') : t('Registration')}
                {' · '}
                {n(row.uses, '{count} of {most} used', '{count} of {most} used', { most: row.max_uses })}
                {' · '}
                {t('until {time}', { time: fullTime(row.expires_at, zone) })}
              </p>
              {row.wrong_tries > 0 && (
                <p class="muted">{n(row.wrong_tries, '{count} wrong try', '{count} wrong tries')}</p>
              )}
            </div>
            {row.state === 'open' && (
              <div class="row">
                <Button
                  kind="quiet"
                  icon="lock"
                  aria-label={t('Revoke {name}', { name: nameOf(row) })}
                  onClick={() => setEnding(row)}
                >
                  {t('Revoke')}
                </Button>
                <Link
                  class="button"
                  href={`/registrations/${row.id}`}
                  aria-label={t('Show {name}', { name: nameOf(row) })}
                >
                  <Icon name="qr" />
                  {t('Show')}
                </Link>
              </div>
            )}
          </div>
        )}
      />
      {making && (
        <LinkForm
          {...props}
          onMade={(link) => {
            setMaking(false)
            setMade(link)
            void list.refresh()
          }}
          onClose={() => setMaking(false)}
        />
      )}
      {made && (
        <ShownOnce title={t('The new link')} value={made.url} onClose={() => setMade(null)}>
          <p>{t('Hand it on as it is, or show and print its code with “Show” in the list.')}</p>
        </ShownOnce>
      )}
      {ending && (
        <ConfirmDialog
          title={t('Revoke {name}?', { name: nameOf(ending) })}
          action={t('Revoke')}
          icon="lock"
          danger
          onConfirm={() => revoke(ending)}
          onClose={() => setEnding(null)}
        >
          <p>{t('It ends at once and for good, printed codes too. What came by it stays.')}</p>
        </ConfirmDialog>
      )}
    </>
  )
}

function StateTag({ state }: { state: SelfServiceLink['state'] }) {
  const { words, tone } = stateOf(state)
  return (
    <span class="tag" data-tone={tone}>
      {words}
    </span>
  )
}

function stateOf(state: SelfServiceLink['state']): { words: string; tone: Tone } {
  switch (state) {
    case 'open':
      return { words: t('Open'), tone: 'good' }
    case 'expired':
      return { words: t('Over'), tone: 'info' }
    case 'revoked':
      return { words: t('Revoked'), tone: 'info' }
    case 'used_up':
      return { words: t('Used up'), tone: 'wait' }
    case 'blocked':
      return { words: t('Blocked: too many wrong tries'), tone: 'bad' }
  }
}
