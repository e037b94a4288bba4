/** What the views of this page are given, and the rows that they show. */
import type { components } from '../../base/api.gen'
import type { User } from '../../base/wire'
import type { OfficeProps } from '../props'

type Schemas = components['schemas']
export type Import = Schemas['Import']
export type ImportRow = Schemas['ImportRow']
export type Fate = Schemas['FateEnum']
export type Mode = Schemas['ModeEnum']
export type Status = Import['status']
export type Domain = User['organization']['domain']

export interface ViewProps extends OfficeProps {
  /** Whose kinds of groups are offered for groups that a file brings. */
  domain: Domain
}

/** What needs a person first. */
export const FATES: readonly Fate[] = ['error', 'create', 'update', 'unchanged']

/** In the background: what is shown changes by itself. */
export const isAtWork = ({ status }: Pick<Import, 'status'>): boolean =>
  status === 'reading' || status === 'checking' || status === 'committing'

/** How many rows the writing would touch, or touched. */
export const written = ({ counts }: Pick<Import, 'counts'>): number => counts.create + counts.update
