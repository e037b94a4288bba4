import { useMemo } from 'preact/hooks'
import { n, t } from '../../base/text'
import { ask, watchNames } from '../../store'
import type { Tone } from '../../ui/Banner'
import { Icon } from '../../ui/Icon'
import { Link } from '../../ui/navigation'
import { RevocableList } from '../../ui/RevocableList'
import { apart, fullTime } from '../../ui/words'
import { useListing } from '../reading'
import { LinkForm } from './LinkForm'
import type { NewLink, SelfServiceLink, ViewProps } from './props'

/** The links of self-service: new ones, those that stand, and what became of the others. */
export function LinkList(props: ViewProps) {
  const { store, api, zone, now } = props
  const list = useListing<SelfServiceLink>(props, '/self-service-links?limit=50')
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

  const nameOf = (row: SelfServiceLink): string =>
    apart(
      row.name ||
        (row.session !== null ? names.sessions.get(row.session) : names.groups.get(row.group ?? 0)) ||
        t('Link {id}', { id: String(row.id) }),
    )
  async function revoke(row: SelfServiceLink): Promise<string | null> {
    const asked = await ask(api, { method: 'DELETE', path: `/self-service-links/${row.id}` })
    return asked.ok ? null : asked.error.message
  }
  return (
    <RevocableList<SelfServiceLink, NewLink>
      list={list}
      now={now.value}
      zone={zone}
      label={t('Links and codes')}
      intro={t('Guests check in or ask to be added by links, on their own phones.')}
      make={t('New link')}
      empty={{
        icon: 'link',
        title: t('No links'),
        text: t('Make one for a {session}, and show or print its code at the door.'),
      }}
      describe={(row) => ({
        name: nameOf(row),
        tag: <StateTag state={row.state} />,
        facts: <LinkFacts link={row} zone={zone} />,
        stands: row.state === 'open',
        action: (
          <Link
            class="button"
            href={`/registrations/${row.id}`}
            aria-label={t('Show {name}', { name: nameOf(row) })}
          >
            <Icon name="qr" />
            {t('Show')}
          </Link>
        ),
      })}
      form={(done) => <LinkForm {...props} {...done} />}
      once={(link) => ({
        title: t('The new link'),
        value: link.url,
        text: t('Hand it on as it is, or show and print its code with “Show” in the list.'),
      })}
      revoked={{
        warning: t('It ends at once and for good, printed codes too. What came by it stays.'),
        done: () => t('The link opens nothing any more.'),
      }}
      onRevoke={revoke}
    />
  )
}

function LinkFacts({ link, zone }: { link: SelfServiceLink; zone: string }) {
  return (
    <>
      <p class="muted">
        {link.kind === 'check_in' ? t('Check-in') : t('Registration')}
        {' · '}
        {n(link.uses, '{count} of {most} used', '{count} of {most} used', { most: link.max_uses })}
        {' · '}
        {t('until {time}', { time: fullTime(link.expires_at, zone) })}
      </p>
      {link.wrong_tries > 0 && (
        <p class="muted">{n(link.wrong_tries, '{count} wrong try', '{count} wrong tries')}</p>
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
