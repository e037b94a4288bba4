import { t } from '../../base/text'
import { PageHead } from '../../ui/PageHead'
import { Tabs } from '../../ui/Tabs'
import { KeyList } from './KeyList'
import type { ViewProps } from './props'
import { SignIns } from './SignIns'
import { UserList } from './UserList'

/** Who may sign in, which programs may ask, and where the person who looks is signed in. */
export function PeoplePage({ id, ...props }: ViewProps & { id: string }) {
  const here = id === 'keys' || id === 'sign-ins' ? id : ''
  return (
    <div class="page">
      <PageHead title={t('Staff')} />
      <Tabs
        label={t('Staff')}
        here={here}
        tabs={[
          { id: '', href: '/people', label: t('Users') },
          { id: 'keys', href: '/people/keys', label: t('API keys') },
          { id: 'sign-ins', href: '/people/sign-ins', label: t('My sign-ins') },
        ]}
      />
      {here === 'keys' ? (
        <KeyList {...props} />
      ) : here === 'sign-ins' ? (
        <SignIns {...props} />
      ) : (
        <UserList {...props} />
      )}
    </div>
  )
}
