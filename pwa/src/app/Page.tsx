import type { ReadonlySignal } from '@preact/signals'
import { systemClock } from '../base/clock'
import { t } from '../base/text'
import { type Profile, type StatusView, setDeviceName, type Tablet } from '../store'
import { TodayPage } from '../today/TodayPage'
import { Empty } from '../ui/Empty'
import { PageHead } from '../ui/PageHead'
import { toast } from '../ui/toast'
import { AtSession } from './AtSession'
import { fetchMessenger } from './connection'
import { mayDecide, mayMark, maySee } from './menu'
import {
  AuditPage,
  allHere,
  Desk,
  DevicePage,
  FleetPage,
  KioskPage,
  MarkingPage,
  NotificationsPage,
  ReviewPage,
  RosterScanner,
  ScanPage,
} from './parts'
import type { Route } from './routes'
import { now } from './time'
import { applyUpdate, lookForUpdate, offlineReady, updateReady } from './updates'
import { askForPersistence, VERSION, type Workplace } from './workplace'

interface Props {
  workplace: Workplace
  profile: Profile
  tablet: Tablet
  deviceName: string
  idleMinutes: number
  route: Route
  status: ReadonlySignal<StatusView>
  onSync: () => void
  onSignOut: () => void
}

/** The page that the address names, with what it needs. */
export function Page(props: Props) {
  const { workplace, profile, tablet, route, status, onSync, onSignOut } = props
  const { store, api } = workplace
  const { role, id: userId } = profile.user
  const common = { store, api, clock: systemClock, zone: profile.organization.time_zone, now, status, onSync }
  if (!maySee(role, route.page)) return <NotForThisRole />
  switch (route.page) {
    case 'marking':
      return (
        <AtSession key={route.session} store={store} session={route.session}>
          {(session) => (
            <>
              <MarkingPage
                {...common}
                session={session}
                userId={userId}
                mayMark={mayMark(role)}
                mayPrint={mayDecide(role)}
              />
              {mayMark(role) && <RosterScanner {...common} session={session} userId={userId} />}
            </>
          )}
        </AtSession>
      )
    case 'scan':
      return (
        <AtSession key={route.session} store={store} session={route.session}>
          {(session) => <ScanPage {...common} session={session} userId={userId} mayMark={mayMark(role)} />}
        </AtSession>
      )
    case 'kiosk':
      return (
        <AtSession key={route.session} store={store} session={route.session}>
          {(session) => (
            <KioskPage
              {...common}
              session={session}
              userId={userId}
              mayMark={mayMark(role)}
              tablet={tablet}
              profileId={profile.id}
              onPassword={(password) => knowsPassword(tablet, profile, password)}
            />
          )}
        </AtSession>
      )
    case 'review':
      return <ReviewPage {...common} mayDecide={mayDecide(role)} conflict={route.conflict} />
    case 'audit':
      return <AuditPage {...common} mayReadUsers={role === 'administrator'} />
    case 'desk':
      return <Desk {...common} at={route} user={profile.user} tablet={tablet} />
    case 'notifications':
      return <NotificationsPage {...common} role={role} />
    case 'devices':
      return (
        <FleetPage
          {...common}
          view={route.view}
          deviceId={tablet.deviceId}
          organization={profile.organization.id}
          mayChange={role === 'administrator'}
        />
      )
    case 'device':
      return (
        <DevicePage
          {...common}
          tablet={tablet}
          deviceName={props.deviceName}
          idleMinutes={props.idleMinutes}
          profile={profile}
          facts={{
            version: VERSION,
            offlineReady: offlineReady.value && allHere.value,
            updateReady: updateReady.value,
          }}
          onRename={async (name) => {
            await setDeviceName(tablet, name)
            onSync()
          }}
          onUpdate={applyUpdate}
          onLookForUpdate={lookForUpdate}
          onPersist={() => void persist(workplace)}
          onSignOut={onSignOut}
        />
      )
    default:
      return (
        <TodayPage
          {...common}
          userId={userId}
          mayMark={mayMark(role)}
          day={route.page === 'today' ? route.day : null}
        />
      )
  }
}

async function knowsPassword(tablet: Tablet, { user, organization }: Profile, password: string) {
  const messenger = await fetchMessenger().catch(() => null)
  if (!messenger) return 'offline'
  const result = await messenger.enter(tablet, {
    organization: organization.slug,
    email: user.email,
    password,
  })
  if (result.ok) return 'right'
  return result.error.kind === 'refused' ? 'wrong' : 'offline'
}

async function persist({ store }: Workplace): Promise<void> {
  const granted = await askForPersistence(store)
  toast(
    granted
      ? t('The storage is protected now.')
      : t('The browser refused. Install the app on this tablet and try again.'),
  )
}

function NotForThisRole() {
  return (
    <div class="page">
      <PageHead title={t('Not for your role')} />
      <Empty icon="lock" title={t('Administrators and managers see this page')}>
        <p>{t('Ask an administrator of your organization if you need it.')}</p>
      </Empty>
    </div>
  )
}
