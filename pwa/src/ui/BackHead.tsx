import type { ComponentProps } from 'preact'
import { Icon } from './Icon'
import { Link } from './navigation'
import { PageHead } from './PageHead'

interface BackProps {
  href: string
  /** Where it leads, for those who do not see the arrow. */
  back: string
}

/** The way back to a list, as an arrow. */
export const BackLink = ({ href, back }: BackProps) => (
  <Link class="button back" data-icon-only data-kind="quiet" href={href} aria-label={back}>
    <Icon name="back" />
  </Link>
)

/** The head of a page behind a list: the way back stands before its title. */
export const BackHead = ({ href, back, ...head }: BackProps & ComponentProps<typeof PageHead>) => (
  <div class="page-behind">
    <BackLink href={href} back={back} />
    <PageHead {...head} />
  </div>
)
