import { expect, it } from 'vitest'
import { maySee, menuOf } from '@/app/menu'
import { routeOf } from '@/app/routes'

it.each([
  ['/', { page: 'today', day: null }],
  ['/?day=2026-11-23', { page: 'today', day: '2026-11-23' }],
  ['/sessions/12', { page: 'marking', session: 12 }],
  ['/sessions/12/scan', { page: 'scan', session: 12 }],
  ['/sessions/12/kiosk', { page: 'kiosk', session: 12 }],
  ['/review', { page: 'review', conflict: null }],
  ['/review/3', { page: 'review', conflict: 3 }],
  ['/device', { page: 'device' }],
  ['/devices', { page: 'devices', view: 'list' }],
  ['/devices/tray', { page: 'devices', view: 'tray' }],
  ['/devices/7', { page: 'devices', view: 7 }],
  ['/devices/x', { page: 'devices', view: 'list' }],
  ['/reports?report=trends', { page: 'desk', room: 'reports', id: '', search: '?report=trends' }],
  ['/people/keys', { page: 'desk', room: 'people', id: 'keys', search: '' }],
  ['/settings', { page: 'desk', room: 'settings', id: '', search: '' }],
  ['/settings/webhooks?log=7', { page: 'desk', room: 'settings', id: 'webhooks', search: '?log=7' }],
  ['/badges', { page: 'desk', room: 'badges', id: '', search: '' }],
  ['/imports/12', { page: 'desk', room: 'imports', id: '12', search: '' }],
  ['/timetables/new?group=7', { page: 'desk', room: 'timetables', id: 'new', search: '?group=7' }],
  ['/participants/twice', { page: 'desk', room: 'participants', id: 'twice', search: '' }],
  ['/groups/12', { page: 'desk', room: 'groups', id: '12', search: '' }],
  ['/sessions/x', { page: 'today', day: null }],
  ['/sessions/-1', { page: 'marking', session: -1 }],
  ['/sessions/-0', { page: 'today', day: null }],
  ['/sessions/--1', { page: 'today', day: null }],
  ['/no/such/page', { page: 'today', day: null }],
])('reads %s', (address, route) => {
  expect(routeOf(address)).toEqual(route)
})

it('offers each role its own menu', () => {
  const pages = (role: string) => menuOf(role).map((item) => item.page)
  expect(pages('frontline')).toEqual(['today', 'device'])
  expect(pages('administrator')).toEqual(['today', 'reports', 'review', 'device'])
  expect(maySee('frontline', 'devices')).toBe(false)
  expect(maySee('frontline', 'audit')).toBe(false)
  expect(maySee('frontline', 'desk')).toBe(false)
  expect(maySee('manager', 'review')).toBe(true)
  expect(maySee('frontline', 'marking')).toBe(true)
})
