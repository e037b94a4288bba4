/** What each role finds in the menu and may do. The server decides again; this only keeps dead ends off the screen. */
import { t } from '../base/text'
import type { IconName } from '../ui/Icon'
import type { DeskRoom, Route } from './routes'

export interface MenuItem {
  page: Exclude<Route['page'], 'desk'> | DeskRoom
  href: string
  icon: IconName
  label: string
}

const today = (): MenuItem => ({ page: 'today', href: '/', icon: 'calendar', label: t('{Sessions}') })
const reports = (): MenuItem => ({ page: 'reports', href: '/reports', icon: 'chart', label: t('Reports') })
const review = (): MenuItem => ({ page: 'review', href: '/review', icon: 'scales', label: t('Review') })
const device = (): MenuItem => ({ page: 'device', href: '/device', icon: 'device', label: t('This tablet') })

const OVERSEERS: readonly Route['page'][] = ['review', 'audit', 'devices', 'desk']
export const oversees = (role: string) => role === 'administrator' || role === 'manager'

/** What lies at the thumb; whoever oversees finds the rest behind "More" (MoreMenu.tsx). */
export const menuOf = (role: string): MenuItem[] =>
  oversees(role) ? [today(), reports(), review(), device()] : [today(), device()]

/** Which item of the menu the page belongs to. */
export const itemOf = (route: Route): MenuItem['page'] => {
  if (route.page === 'desk') return route.room
  return route.page === 'marking' || route.page === 'scan' ? 'today' : route.page
}

export const mayMark = (role: string): boolean => role === 'frontline' || role === 'administrator'
export const mayDecide = (role: string): boolean => role === 'administrator'

/** Whether the page exists for this role; a marking page belongs to the sessions. */
export const maySee = (role: string, page: Route['page']): boolean =>
  !OVERSEERS.includes(page) || oversees(role)
