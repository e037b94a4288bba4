/** What each role finds in the menu and may do. The server decides again; this only keeps dead ends off the screen. */
import { t } from '../base/text'
import type { IconName } from '../ui/Icon'
import type { Route } from './routes'

export interface MenuItem {
  page: Route['page']
  href: string
  icon: IconName
  label: string
}

const today = (): MenuItem => ({ page: 'today', href: '/', icon: 'calendar', label: t('{Sessions}') })
const review = (): MenuItem => ({ page: 'review', href: '/review', icon: 'scales', label: t('Review') })
const audit = (): MenuItem => ({ page: 'audit', href: '/audit', icon: 'history', label: t('Audit log') })
const devices = (): MenuItem => ({ page: 'devices', href: '/devices', icon: 'devices', label: t('Tablets') })
const device = (): MenuItem => ({ page: 'device', href: '/device', icon: 'device', label: t('This tablet') })

const OVERSEERS: readonly Route['page'][] = ['review', 'audit', 'devices']
const oversees = (role: string) => role === 'administrator' || role === 'manager'

export const menuOf = (role: string): MenuItem[] =>
  oversees(role) ? [today(), review(), audit(), devices(), device()] : [today(), device()]

export const mayMark = (role: string): boolean => role === 'frontline' || role === 'administrator'
export const mayDecide = (role: string): boolean => role === 'administrator'

/** Whether the page exists for this role; a marking page belongs to the sessions. */
export const maySee = (role: string, page: Route['page']): boolean =>
  !OVERSEERS.includes(page) || oversees(role)
