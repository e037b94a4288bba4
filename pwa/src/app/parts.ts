/** The pages behind the first one, each in a script of its own: fetched when shown, or as soon as the first one stands. */
import { signal } from '@preact/signals'
import { StartNow } from '../today/TodayPage'
import { later } from '../ui/later'
import { fetchMessenger } from './connection'

export const SignInPage = later(async () => (await import('../signin/SignInPage')).SignInPage)
export const MarkingPage = later(async () => (await import('../marking/MarkingPage')).MarkingPage)
export const ScanPage = later(async () => (await import('../scan/ScanPage')).ScanPage)
export const KioskPage = later(async () => (await import('../scan/kiosk/KioskPage')).KioskPage)
export const RosterScanner = later(async () => (await import('../scan/RosterScanner')).RosterScanner)
export const ReviewPage = later(async () => (await import('../office/review/ReviewPage')).ReviewPage)
export const AuditPage = later(async () => (await import('../office/audit/AuditPage')).AuditPage)
export const NotificationsPage = later(
  async () => (await import('../office/notifications/NotificationsPage')).NotificationsPage,
)
export const DevicePage = later(async () => (await import('../device/DevicePage')).DevicePage)
export const FleetPage = later(async () => (await import('../device/fleet/FleetPage')).FleetPage)
export const Desk = later(async () => (await import('./Desk')).Desk)
export const MoreMenu = later(async () => (await import('./MoreMenu')).MoreMenu)
export const AccountPanel = later(async () => (await import('./AccountPanel')).AccountPanel)
export const Notices = later(async () => (await import('./Notices')).Notices)
export const PinOffer = later(async () => (await import('../signin/PinOffer')).PinOffer)
export const SignOutDialog = later(async () => (await import('../device/SignOutDialog')).SignOutDialog)

export const fetchGuard = () => import('./guard')

const PARTS = [
  MarkingPage,
  ScanPage,
  KioskPage,
  RosterScanner,
  SignInPage,
  DevicePage,
  SignOutDialog,
  PinOffer,
  Notices,
  AccountPanel,
  MoreMenu,
  NotificationsPage,
  ReviewPage,
  AuditPage,
]

/** Every part is in this page: it goes on when the network ends, and when an update takes the files of this build away. */
export const allHere = signal(false)

export async function fetchParts(): Promise<void> {
  const scripts = [
    ...PARTS.map((part) => part.ready()),
    arrives(fetchMessenger()),
    arrives(fetchGuard()),
    arrives(import('../today/strike')),
    arrives(import('./news')),
    StartNow.ready(),
  ]
  allHere.value = (await Promise.all(scripts)).every(Boolean)
}

const arrives = (script: Promise<unknown>): Promise<boolean> =>
  script.then(
    () => true,
    () => false,
  )
