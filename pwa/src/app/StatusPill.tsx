import type { StatusView } from '../store'
import { Icon } from '../ui/Icon'
import { Link } from '../ui/navigation'
import { statusWords } from './status-words'

/** How this tablet stands with the server, always in sight; details are one tap away. */
export function StatusPill({ status }: { status: StatusView }) {
  const words = statusWords(status)
  return (
    <Link
      class="status-pill"
      data-tone={words.tone}
      href={status.phase === 'signed_out' ? '/sign-in' : '/device'}
      aria-label={words.text}
    >
      <Icon name={words.icon} />
      <span class="status-long">{words.text}</span>
      <span class="status-short">{words.short}</span>
    </Link>
  )
}
