import { useEffect, useRef } from 'preact/hooks'
import { Link } from './navigation'

interface Props {
  label: string
  /** The address's own tab. */
  here: string
  tabs: readonly { id: string; href: string; label: string }[]
}

/** The views of one page, each with an address of its own. */
export function Tabs({ label, here, tabs }: Props) {
  const bar = useRef<HTMLElement>(null)
  // Where they do not all fit, the one that is open is seen.
  useEffect(() => {
    bar.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [here])
  return (
    <nav ref={bar} class="tabs" aria-label={label}>
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
