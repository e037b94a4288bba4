import type { ButtonHTMLAttributes, ComponentChildren } from 'preact'
import { Icon, type IconName } from './Icon'

type Kind = 'plain' | 'primary' | 'quiet' | 'danger'

interface Props extends ButtonHTMLAttributes {
  kind?: Kind
  icon?: IconName
  children?: ComponentChildren
}

/** The one button: native, 48 px high, never a div. */
export function Button({ kind = 'plain', icon, children, ...rest }: Props) {
  return (
    <button type="button" {...rest} class={`button ${rest.class ?? ''}`} data-kind={kind}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  )
}

interface IconButtonProps extends Omit<Props, 'children' | 'icon'> {
  icon: IconName
  label: string
}

/** A square button whose words are for assistive technology and the tooltip. */
export function IconButton({ icon, label, ...rest }: IconButtonProps) {
  return <Button {...rest} icon={icon} data-icon-only aria-label={label} title={label} />
}
