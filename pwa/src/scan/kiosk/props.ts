import type { StatusView, Tablet } from '../../store'
import type { DeskProps } from '../use-desk'

export interface KioskProps extends DeskProps {
  tablet: Tablet
  profileId: string
  mayMark: boolean
  status: { readonly value: StatusView }
  /** Resolves to whether this is the person's password; needs a network. */
  onPassword: (password: string) => Promise<'right' | 'wrong' | 'offline'>
}
