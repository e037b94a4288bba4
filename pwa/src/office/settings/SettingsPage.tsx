import { t } from '../../base/text'
import { later } from '../../ui/later'
import { PageHead } from '../../ui/PageHead'
import { Tabs } from '../../ui/Tabs'
import type { ViewProps } from './props'
import './settings.css'

const OrganizationView = later(async () => (await import('./OrganizationView')).OrganizationView)
const WordsView = later(async () => (await import('./words/WordsView')).WordsView)
const StatesView = later(async () => (await import('./states/StatesView')).StatesView)
const RulesView = later(async () => (await import('./rules/RulesView')).RulesView)
const WebhooksView = later(async () => (await import('./webhooks/WebhooksView')).WebhooksView)

interface Props extends ViewProps {
  /** What stands behind the page's name in the address, and its query. */
  id: string
  search: string
}

const TABS = ['words', 'states', 'rules', 'webhooks'] as const

/** What an organization decides for itself: its name and limits, its words, its states, what it is told of, and whom it tells. */
export function SettingsPage({ id, search, ...props }: Props) {
  const here = TABS.find((tab) => tab === id) ?? ''
  const asked = new URLSearchParams(search)
  return (
    <div class="page settings-page">
      <PageHead title={t('Settings')} />
      <Tabs
        label={t('Settings')}
        here={here}
        tabs={[
          { id: '', href: '/settings', label: t('Organization') },
          { id: 'words', href: '/settings/words', label: t('Words') },
          { id: 'states', href: '/settings/states', label: t('States') },
          { id: 'rules', href: '/settings/rules', label: t('Rules') },
          { id: 'webhooks', href: '/settings/webhooks', label: t('Webhooks') },
        ]}
      />
      {here === '' && <OrganizationView {...props} />}
      {here === 'words' && <WordsView {...props} asked={asked} />}
      {here === 'states' && <StatesView {...props} />}
      {here === 'rules' && <RulesView {...props} />}
      {here === 'webhooks' && <WebhooksView {...props} hook={Number(asked.get('log')) || null} />}
    </div>
  )
}
