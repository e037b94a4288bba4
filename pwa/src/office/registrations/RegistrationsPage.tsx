import { t } from '../../base/text'
import { PageHead } from '../../ui/PageHead'
import { Tabs } from '../../ui/Tabs'
import { LinkList } from './LinkList'
import type { ViewProps } from './props'
import { RegistrationList } from './RegistrationList'
import { ShowPage } from './ShowPage'
import './registrations.css'

interface Props extends Omit<ViewProps, 'mayChange'> {
  /** What stands behind the page's name in the address: nothing, `links`, or the number of a link to show. */
  id: string
  role: string
}

/** Those who asked to be added, and the links by which guests ask and check in. */
export function RegistrationsPage({ id, role, ...props }: Props) {
  const mayChange = role === 'administrator'
  if (/^\d{1,15}$/.test(id) && mayChange) return <ShowPage key={id} {...props} link={Number(id)} />
  const links = id === 'links' && mayChange
  return (
    <div class="page registrations">
      <PageHead title={t('Self-service')} />
      {mayChange && (
        <Tabs
          label={t('Self-service')}
          here={links ? 'links' : ''}
          tabs={[
            { id: '', href: '/registrations', label: t('Registrations') },
            { id: 'links', href: '/registrations/links', label: t('Links and codes') },
          ]}
        />
      )}
      {links ? (
        <LinkList {...props} mayChange={mayChange} />
      ) : (
        <RegistrationList {...props} mayChange={mayChange} />
      )}
    </div>
  )
}
