/** What the views of this page are given, and the rows that they show. */
import type { components } from '../../base/api.gen'
import { t } from '../../base/text'
import type { OfficeProps } from '../props'

type Schemas = components['schemas']
export type User = Schemas['User']
export type Invited = Schemas['Invited']
export type ApiKey = Schemas['ApiKey']
export type NewApiKey = Schemas['NewApiKey']
export type SignIn = Schemas['SignInRow']
export type Role = User['role']
export type Scope = ApiKey['scopes'][number]

export interface ViewProps extends OfficeProps {
  /** Who looks. */
  userId: number
}

/** Roles that somebody can be given here; guests come by links. */
export const ROLES: readonly Role[] = ['frontline', 'manager', 'administrator']

export function roleName(role: Role): string {
  switch (role) {
    case 'frontline':
      return t('Marks presence')
    case 'manager':
      return t('Reads everything')
    case 'administrator':
      return t('Administrator')
    default:
      return t('External')
  }
}

/** Where an invited person, or one whose password was reset, chooses a password. */
export const invitationAddress = (token: string): string => `${location.origin}/#/invitation/${token}`

/** What a key of this scope may do. */
export function scopeWords(scope: Scope): string {
  switch (scope) {
    case 'read':
      return t('Read everything that you may read')
    case 'presence:write':
      return t('Mark presence')
    case 'roster:write':
      return t('Change {participants}, {groups} and states')
    case 'schedule:write':
      return t('Plan, start and end {sessions}')
    case 'imports:write':
      return t('Import lists')
    case 'webhooks:write':
      return t('Manage webhooks')
    default:
      return t('Sync as a tablet does')
  }
}
