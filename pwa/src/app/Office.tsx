import { useEffect, useMemo, useState } from 'preact/hooks'
import { unreadOf, watchNotices } from '../office/notifications/notices'
import { type Profile, type Tablet, watchStatus } from '../store'
import { address, navigate } from '../ui/navigation'
import { afterFirstScreen } from './first-screen'
import { useDomainOf } from './own-words'
import { Page } from './Page'
import { allHere, PinOffer, SignOutDialog } from './parts'
import type { Route } from './routes'
import { Shell } from './Shell'
import { lookForUpdate } from './updates'
import type { Workplace } from './workplace'

interface Props {
  workplace: Workplace
  profile: Profile
  tablet: Tablet
  deviceName: string
  idleMinutes: number
  route: Route
  onLock: () => void
  onSignOut: () => void
}

/** One person's app: the shell around the page that the address names. */
export function Office(props: Props) {
  const { workplace, profile, tablet, route, onLock, onSignOut } = props
  const { store, api, sync } = workplace
  const status = useMemo(() => watchStatus(store), [store])
  const notices = useMemo(() => watchNotices(store), [store])
  const [leaving, setLeaving] = useState(false)
  const lastSyncAt = status.value.lastSyncAt
  useEffect(() => {
    if (lastSyncAt === null) return
    afterFirstScreen(() => void import('./news').then((later) => later.refreshNews(store, tablet, api)))
  }, [store, tablet, api, lastSyncAt])
  useEffect(() => {
    // Managers come to read; the first page of an app that was just opened is theirs.
    if (profile.user.role === 'manager' && address.peek() === '/') navigate('/reports', { replace: true })
  }, [])
  useDomainOf(profile)
  const outdated = status.value.phase === 'update_required' || status.value.endsOn !== null
  const misreadAt = status.value.misreadAt
  useEffect(() => {
    if (outdated || misreadAt !== null) void lookForUpdate()
  }, [outdated, misreadAt])
  const syncNow = () => void sync.syncNow()
  // Guests stand before it: no menu, no name, nothing of the organization's.
  if (route.page === 'kiosk')
    return (
      <Page
        {...{ workplace, profile, tablet, route, status }}
        deviceName={props.deviceName}
        idleMinutes={props.idleMinutes}
        onSync={syncNow}
        onSignOut={() => undefined}
      />
    )
  return (
    <Shell
      route={route}
      profile={profile}
      status={status.value}
      health={store.health.value}
      unread={unreadOf(notices.value)}
      {...(profile.entry === 'pin' ? { onLock } : {})}
      onSignOut={() => setLeaving(true)}
    >
      <Page
        workplace={workplace}
        profile={profile}
        tablet={tablet}
        deviceName={props.deviceName}
        idleMinutes={props.idleMinutes}
        route={route}
        status={status}
        onSync={syncNow}
        onSignOut={() => setLeaving(true)}
      />
      {/* Below, so that it moves nothing: it comes when somebody may be about to tap. */}
      {allHere.value && profile.entry === 'open' && route.page === 'today' && lastSyncAt !== null && (
        <PinOffer tablet={tablet} profileId={profile.id} />
      )}
      {leaving && (
        <SignOutDialog
          unsent={status.value}
          onSync={syncNow}
          onSignOut={onSignOut}
          onClose={() => setLeaving(false)}
        />
      )}
    </Shell>
  )
}
