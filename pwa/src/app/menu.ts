/** What each role finds in the menu and may do. The server decides again; this only keeps dead ends off the screen. */
import type { IconName } from '../ui/Icon'
import type { Route } from './routes'

export interface MenuItem {
  page: Route['page']
  href: string
  icon: IconName
  label: string
}

const TODAY: MenuItem = { page: 'today', href: '/', icon: 'calendar', label: 'Sessions' }
const REVIEW: MenuItem = { page: 'review', href: '/review', icon: 'scales', label: 'Review' }
const AUDIT: MenuItem = { page: 'audit', href: '/audit', icon: 'history', label: 'Audit log' }
const DEVICES: MenuItem = { page: 'devices', href: '/devices', icon: 'devices', label: 'Tablets' }
const DEVICE: MenuItem = { page: 'device', href: '/device', icon: 'device', label: 'This tablet' }

const OVERSEERS: readonly Route['page'][] = ['review', 'audit', 'devices']
const oversees = (role: string) => role === 'administrator' || role === 'manager'

export const menuOf = (role: string): MenuItem[] =>
  oversees(role) ? [TODAY, REVIEW, AUDIT, DEVICES, DEVICE] : [TODAY, DEVICE]

export const mayMark = (role: string): boolean => role === 'frontline' || role === 'administrator'
export const mayDecide = (role: string): boolean => role === 'administrator'

/** Whether the page exists for this role; a marking page belongs to the sessions. */
export const maySee = (role: string, page: Route['page']): boolean =>
  !OVERSEERS.includes(page) || oversees(role)
