/** Addresses of the app. An unknown one shows today, so that an old bookmark is never a dead end. */

export type Route =
  | { page: 'today'; day: string | null }
  | { page: 'marking'; session: number }
  | { page: 'scan'; session: number }
  | { page: 'kiosk'; session: number }
  | { page: 'review'; conflict: number | null }
  | { page: 'audit' }
  | { page: 'notifications' }
  | { page: 'device' }
  | { page: 'devices'; view: 'list' | 'tray' | 'rescue' | number }
  | { page: 'sign-in' }
  | DeskRoute

/** A page of the office; `id` is what stands behind its name, `search` its query. */
export interface DeskRoute {
  page: 'desk'
  room: DeskRoom
  id: string
  search: string
}

const DESK_ROOMS = [
  'reports',
  'registrations',
  'people',
  'badges',
  'imports',
  'participants',
  'groups',
  'timetables',
  'settings',
] as const
export type DeskRoom = (typeof DESK_ROOMS)[number]

export function routeOf(address: string): Route {
  const url = new URL(address, 'https://tablet')
  const [room = '', id = '', view = ''] = url.pathname.split('/').filter(Boolean)
  const number = /^\d{1,15}$/.test(id) ? Number(id) : null
  // Below zero: begun on this tablet, and not yet numbered by the server.
  const session = /^-[1-9]\d{0,14}$/.test(id) ? Number(id) : number
  if (room === 'sessions' && session !== null)
    return { page: view === 'scan' || view === 'kiosk' ? view : 'marking', session }
  if (room === 'review') return { page: 'review', conflict: number }
  if (room === 'devices') {
    return { page: 'devices', view: id === 'tray' || id === 'rescue' ? id : (number ?? 'list') }
  }
  const desk = DESK_ROOMS.find((one) => one === room)
  if (desk) return { page: 'desk', room: desk, id, search: url.search }
  if (room === 'audit' || room === 'notifications' || room === 'device' || room === 'sign-in')
    return { page: room }
  return { page: 'today', day: url.searchParams.get('day') }
}
