import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { digits, t } from '../base/text'
import type { Health, Profile, StatusView } from '../store'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import { Icon } from '../ui/Icon'
import { Logo } from '../ui/Logo'
import { Link } from '../ui/navigation'
import { apart } from '../ui/words'
import { AccountMenu } from './AccountMenu'
import { messengerMissing } from './connection'
import { afterFirstScreen } from './first-screen'
import { itemOf, menuOf, oversees } from './menu'
import { MoreMenu, Notices } from './parts'
import type { Route } from './routes'
import { StatusPill } from './StatusPill'
import { updateReady } from './updates'
import './shell.css'
import './menu.css'

interface Props {
  route: Route
  profile: Profile
  status: StatusView
  health: Health
  unread: number
  /** Where a PIN lets the person back in. */
  onLock?: () => void
  onSignOut: () => void
  children: ComponentChildren
}

/** Pages on which people are marked: nothing interrupts there. */
const isAtWork = ({ page }: Route): boolean => page === 'marking' || page === 'scan' || page === 'kiosk'

/** Top bar, menu and page. The menu stands at the side where there is room and at the thumb where not. */
export function Shell({ route, profile, status, health, unread, onLock, onSignOut, children }: Props) {
  const page = itemOf(route)
  const more = useRef<HTMLDivElement>(null)
  const [opened, setOpened] = useState(false)
  // Where there is room it always stands open, and nobody taps on anything to see it.
  useEffect(() => afterFirstScreen(() => setOpened(true)), [])
  const items = menuOf(profile.user.role)
  return (
    <div class="shell">
      <a class="skip-link" href="#main">
        {t('Skip to the content')}
      </a>
      <header class="top">
        <Link
          class="top-brand"
          href="/"
          aria-label={t('Omnipresence, {organization}', { organization: apart(profile.organization.name) })}
        >
          <Logo />
          <span class="top-name" dir="auto">
            {profile.organization.name}
          </span>
        </Link>
        <StatusPill status={status} />
        <Link
          class="button top-bell"
          data-icon-only
          data-kind="quiet"
          href="/notifications"
          aria-label={unread > 0 ? t('Notifications, {count} unread', { count: unread }) : t('Notifications')}
          aria-current={route.page === 'notifications' ? 'page' : undefined}
        >
          <Icon name="bell" />
          {unread > 0 && (
            <span class="bell-count number" aria-hidden="true">
              {unread > 99 ? `${digits(99)}+` : digits(unread)}
            </span>
          )}
        </Link>
        <AccountMenu profile={profile} onSignOut={onSignOut} {...(onLock ? { onLock } : {})} />
      </header>
      <nav class="menu" aria-label={t('Main')}>
        <ul>
          {items.map((item) => (
            <li key={item.page}>
              <Link class="menu-link" href={item.href} aria-current={item.page === page ? 'page' : undefined}>
                <Icon name={item.icon} />
                {item.label}
              </Link>
            </li>
          ))}
          {oversees(profile.user.role) && (
            <li class="menu-opener">
              <button
                type="button"
                class="menu-link"
                popovertarget="more"
                data-here={!items.some((item) => item.page === page)}
              >
                <Icon name="more" />
                {t('More')}
              </button>
            </li>
          )}
        </ul>
        {oversees(profile.user.role) && (
          <div ref={more} id="more" class="menu-more" popover="auto" onBeforeToggle={() => setOpened(true)}>
            {opened && (
              <MoreMenu role={profile.user.role} here={page} onGo={() => more.current?.hidePopover()} />
            )}
          </div>
        )}
      </nav>
      <main id="main" tabIndex={-1}>
        <NoticePlace route={route} status={status} health={health} />
        {children}
      </main>
    </div>
  )
}

/** Seldom is there anything to say: the words come in a script of their own. */
function NoticePlace({ route, status, health }: Pick<Props, 'route' | 'status' | 'health'>) {
  const atWork = isAtWork(route)
  const update = (updateReady.value || status.phase === 'update_required') && !atWork
  const said = health !== 'ok' || status.phase === 'signed_out' || status.endsOn !== null || update
  return (
    <div class="shell-notices">
      {messengerMissing.value && (
        <Banner
          tone="wait"
          icon="cloudOff"
          title={t('The part of the app that sends has not arrived.')}
          action={<Button onClick={() => location.reload()}>{t('Start again')}</Button>}
        >
          {t('Marking goes on, and every mark stays on this tablet. It is tried again by itself.')}
        </Banner>
      )}
      {said && <Notices status={status} health={health} update={update} atWork={atWork} />}
    </div>
  )
}
