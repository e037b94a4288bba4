import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './Icon'

/** What a screen says when it has nothing to list: why, and what to do. */
export function Empty({
  icon,
  title,
  children,
}: {
  icon: IconName
  title: string
  children?: ComponentChildren
}) {
  return (
    <div class="empty">
      <Icon name={icon} />
      <h2>{title}</h2>
      {children}
    </div>
  )
}
