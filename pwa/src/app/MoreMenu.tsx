import { t } from '../base/text'
import { Icon } from '../ui/Icon'
import { Link } from '../ui/navigation'
import type { MenuItem } from './menu'

interface Props {
  role: string
  here: MenuItem['page']
  onGo: () => void
}

/** The pages that are not needed every hour, by what they are about. */
export function MoreMenu({ role, here, onGo }: Props) {
  const groups = groupsOf(role)
  return groups.map((group) => (
    <section key={group.title} class="menu-group" aria-label={group.title}>
      <h2 class="menu-title">{group.title}</h2>
      <ul>
        {group.items.map((item) => (
          <li key={item.page}>
            <Link
              class="menu-link"
              href={item.href}
              aria-current={item.page === here ? 'page' : undefined}
              onClick={onGo}
            >
              <Icon name={item.icon} />
              {item.label}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  ))
}

const participants = (): MenuItem => ({
  page: 'participants',
  href: '/participants',
  icon: 'users',
  label: t('{Participants}'),
})
const groups = (): MenuItem => ({ page: 'groups', href: '/groups', icon: 'tree', label: t('{Groups}') })
const imports = (): MenuItem => ({ page: 'imports', href: '/imports', icon: 'upload', label: t('Imports') })
const badges = (): MenuItem => ({ page: 'badges', href: '/badges', icon: 'badge', label: t('Badges') })
const staff = (): MenuItem => ({ page: 'people', href: '/people', icon: 'key', label: t('Staff') })
const settings = (): MenuItem => ({ page: 'settings', href: '/settings', icon: 'gear', label: t('Settings') })

/** What is needed daily stands first; what is set up once and then left alone stands last. */
function groupsOf(role: string): { title: string; items: MenuItem[] }[] {
  const administrates = role === 'administrator'
  return [
    {
      title: t('People'),
      items: [
        participants(),
        groups(),
        { page: 'registrations', href: '/registrations', icon: 'qr', label: t('Self-service') },
        ...(administrates ? [imports(), badges()] : []),
      ],
    },
    {
      title: t('Planning'),
      items: [{ page: 'timetables', href: '/timetables', icon: 'timetable', label: t('Timetables') }],
    },
    {
      title: t('Overview'),
      items: [
        { page: 'audit', href: '/audit', icon: 'history', label: t('Audit log') },
        { page: 'devices', href: '/devices', icon: 'devices', label: t('Tablets') },
      ],
    },
    ...(administrates ? [{ title: t('Administration'), items: [staff(), settings()] }] : []),
  ]
}
