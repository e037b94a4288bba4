import type { ReadonlySignal } from '@preact/signals'
import type { Clock } from '../base/clock'
import { t } from '../base/text'
import type { Asking, Profile, Store, Tablet } from '../store'
import { Empty } from '../ui/Empty'
import { later } from '../ui/later'
import { PageHead } from '../ui/PageHead'
import { refreshUser } from './news'
import type { DeskRoute } from './routes'

const ReportsPage = later(async () => (await import('../office/reports/ReportsPage')).ReportsPage)

const BadgesPage = later(async () => (await import('../office/badges/BadgesPage')).BadgesPage)
const ImportsPage = later(async () => (await import('../office/imports/ImportsPage')).ImportsPage)
const GroupsPage = later(async () => (await import('../office/roster/GroupsPage')).GroupsPage)
const ParticipantsPage = later(
  async () => (await import('../office/roster/ParticipantsPage')).ParticipantsPage,
)
const PeoplePage = later(async () => (await import('../office/people/PeoplePage')).PeoplePage)
const TimetablesPage = later(async () => (await import('../office/timetables/TimetablesPage')).TimetablesPage)
const RegistrationsPage = later(
  async () => (await import('../office/registrations/RegistrationsPage')).RegistrationsPage,
)
const SettingsPage = later(async () => (await import('../office/settings/SettingsPage')).SettingsPage)

interface Props {
  tablet: Tablet
  store: Store
  api: Asking
  clock: Clock
  zone: string
  now: ReadonlySignal<number>
  onSync: () => void
  at: DeskRoute
  user: Profile['user']
}

/** The pages of administrators and managers, each in a script of its own behind this one. */
export function Desk({ at, user, tablet, ...props }: Props) {
  const roster = {
    mayChange: user.role === 'administrator',
    kinds: user.organization.domain?.group_types ?? [],
  }
  switch (at.room) {
    case 'participants':
      return <ParticipantsPage {...props} {...roster} id={at.id} search={at.search} />
    case 'groups':
      return <GroupsPage {...props} {...roster} id={at.id} />
    case 'people':
      return user.role === 'administrator' ? (
        <PeoplePage {...props} id={at.id} userId={user.id} />
      ) : (
        <ForAdministrators />
      )
    case 'badges':
      return user.role === 'administrator' ? (
        <BadgesPage {...props} search={at.search} />
      ) : (
        <ForAdministrators />
      )
    case 'imports':
      return user.role === 'administrator' ? (
        <ImportsPage {...props} id={at.id} domain={user.organization.domain} />
      ) : (
        <ForAdministrators />
      )
    case 'timetables':
      return (
        <TimetablesPage {...props} id={at.id} search={at.search} mayPlan={user.role === 'administrator'} />
      )
    case 'registrations':
      return <RegistrationsPage {...props} id={at.id} role={user.role} />
    case 'settings':
      return user.role === 'administrator' ? (
        <SettingsPage
          {...props}
          id={at.id}
          search={at.search}
          onChanged={() => {
            props.onSync()
            void refreshUser(tablet, props.api, props.clock)
          }}
        />
      ) : (
        <ForAdministrators />
      )
    default:
      return <ReportsPage {...props} search={at.search} />
  }
}

function ForAdministrators() {
  return (
    <div class="page">
      <PageHead title={t('Not for your role')} />
      <Empty icon="lock" title={t('Administrators see this page')}>
        <p>{t('Ask an administrator of your organization if you need it.')}</p>
      </Empty>
    </div>
  )
}
