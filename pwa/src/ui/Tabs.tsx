import { Link } from './navigation'

interface Props {
  label: string
  /** The address's own tab. */
  here: string
  tabs: readonly { id: string; href: string; label: string }[]
}

/** The views of one page, each with an address of its own. */
export function Tabs({ label, here, tabs }: Props) {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <Link
          key={tab.id}
          class="button"
          data-kind="quiet"
          href={tab.href}
          aria-current={tab.id === here ? 'page' : undefined}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  )
}
