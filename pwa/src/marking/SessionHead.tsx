import type { ComponentChildren } from 'preact'
import { t } from '../base/text'
import type { SessionFacts } from '../store'
import { Icon } from '../ui/Icon'
import { Link } from '../ui/navigation'
import { PageHead } from '../ui/PageHead'
import { timesInWords } from '../ui/SessionSwitch'
import { clockTime, fullTime } from '../ui/words'

interface Props {
  title: string
  info: SessionFacts | null
  zone: string
  children: ComponentChildren
}

/** Which session this is, when it is planned and when it really was; what can be done with it stands beside. */
export function SessionHead({ title, info, zone, children }: Props) {
  const times = info ? timesInWords(info, zone) : ''
  return (
    <div class="marking-head">
      <Link class="button" data-icon-only data-kind="quiet" href="/" aria-label={t('Back to the {sessions}')}>
        <Icon name="back" />
      </Link>
      <div class="marking-title">
        <PageHead title={title} />
        {info && (
          <p class="muted">
            {info.group_name} · {fullTime(info.scheduled_start_at, zone)}–
            {clockTime(info.scheduled_end_at, zone)}
            {times !== '' && <span class="marking-times"> {times}</span>}
          </p>
        )}
      </div>
      {children}
    </div>
  )
}
