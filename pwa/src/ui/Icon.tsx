/** Line icons drawn for this product on a 24 grid; always decorative, words stand beside them. Here are those of the first
 * screen; the others come with the first page that is fetched later. */
import { signal } from '@preact/signals'
import type { MORE } from './more-icons'

const PATHS = {
  alert: 'M12 4 2.8 19.5h18.4L12 4ZM12 10v4.5M12 17.2v.1',
  bell: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15l1.5-2ZM10 21h4',
  calendar: 'M4 6.5h16v14H4zM4 10.5h16M8.5 3.5v4M15.5 3.5v4',
  chart: 'M4.5 20h15M7 20v-6M12 20V5M17 20v-9',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  checkAll: 'm2.5 12.5 4 4L15 8M11.5 16l.5.5L21.5 7',
  close: 'm6 6 12 12M18 6 6 18',
  cloud: 'M7.5 18.5a4.5 4.5 0 0 1-.4-9 5.5 5.5 0 0 1 10.6 1.3 3.9 3.9 0 0 1-.7 7.7H7.5Zm1.8-5.2 2 2 3.6-3.8',
  cloudOff:
    'M7.5 18.5a4.5 4.5 0 0 1-.4-9M10 6.3a5.5 5.5 0 0 1 7.7 4.5 3.9 3.9 0 0 1 1.9 6.6M17 18.5H7.5M4 4l16 16',
  devices: 'M3.5 5.5h11v13h-11zM8 16h2M18 8.5h2.5v10H18',
  device: 'M6 3.5h12v17H6zM11 17.5h2',
  history: 'M4.5 12a7.5 7.5 0 1 0 2.6-5.7L4 9M4 4.5V9h4.5M12 8v4.5l3 1.8',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10Z',
  more: 'M4.5 12h1M11.5 12h1M18.5 12h1',
  next: 'm9 5 7 7-7 7',
  note: 'M5 4.5h14v11l-4 4H5zM8.5 9h7M8.5 13h4M15 19.5v-4h4',
  play: 'M8 5.5v13l10.5-6.5L8 5.5Z',
  previous: 'm15 5-7 7 7 7',
  question: 'M9 9.2a3 3 0 1 1 4.4 2.6c-1 .5-1.4 1.1-1.4 2.2M12 17.3v.1M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  refresh: 'M19.5 12a7.5 7.5 0 0 1-13.2 4.9M4.5 12a7.5 7.5 0 0 1 13.2-4.9M18 3v4.5h-4.5M6 21v-4.5h4.5',
  refused: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM6 6l12 12',
  scales: 'M12 4v16M7.5 20h9M5 7h14M5 7l-2.5 6.5a2.7 2.7 0 0 0 5 0L5 7Zm14 0-2.5 6.5a2.7 2.7 0 0 0 5 0L19 7Z',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM20 20l-4.8-4.8',
  send: 'M12 19V5m-6 6 6-6 6 6',
  signOut: 'M10 4.5H5v15h5M15 8l4 4-4 4M19 12H9.5',
  stop: 'M6.5 6.5h11v11h-11z',
  sun: 'M12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  tray: 'M4 13.5 6.5 5h11L20 13.5V19H4zM4 13.5h5l1 2.5h4l1-2.5h5',
  user: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5a7.5 7.5 0 0 1 15 0',
} as const

export type IconName = keyof typeof PATHS | keyof typeof MORE

const paths = signal<Partial<Record<IconName, string>>>(PATHS)

export function bringIcons(more: typeof MORE): void {
  paths.value = { ...PATHS, ...more }
}

/** Those that point along the line of writing turn with it. */
const TURNING: ReadonlySet<IconName> = new Set<IconName>(['back', 'next', 'previous', 'signOut', 'undo'])

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" data-turns={TURNING.has(name)} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths.value[name]} />
    </svg>
  )
}
