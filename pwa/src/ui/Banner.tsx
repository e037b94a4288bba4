import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './Icon'

export type Tone = 'info' | 'good' | 'wait' | 'ask' | 'bad'

const ICON: Record<Tone, IconName> = {
  info: 'cloud',
  good: 'check',
  wait: 'device',
  ask: 'question',
  bad: 'alert',
}

interface Props {
  tone?: Tone
  icon?: IconName
  title?: ComponentChildren
  children?: ComponentChildren
  action?: ComponentChildren
}

/** A message that stays. A bad one interrupts a screen reader; the others wait their turn. */
export function Banner({ tone = 'info', icon, title, children, action }: Props) {
  return (
    <div class="banner" data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={icon ?? ICON[tone]} />
      <div class="banner-text">
        {title && <strong>{title}</strong>}
        {children}
      </div>
      {action}
    </div>
  )
}
