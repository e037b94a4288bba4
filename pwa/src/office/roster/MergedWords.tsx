import { n, t } from '../../base/text'
import { Banner } from '../../ui/Banner'
import { Link } from '../../ui/navigation'
import { fullName } from '../../ui/words'
import type { Merge } from './props'

/** What a merge did, as the server counted it. */
export function MergedWords({ done, gone }: { done: Merge; gone: string }) {
  const { participant, memberships, moved, equal, conflicts } = done
  return (
    <>
      <Banner tone="good" title={t('They are one now: {name}', { name: fullName(participant) })}>
        <ul>
          <li>{t('{name} ended.', { name: gone })}</li>
          <li>{n(memberships, '{count} {group} joined', '{count} {groups} joined')}</li>
          <li>{n(moved, '{count} mark moved', '{count} marks moved')}</li>
          {equal > 0 && (
            <li>{n(equal, '{count} mark said the same of both', '{count} marks said the same of both')}</li>
          )}
          {conflicts > 0 && (
            <li>{n(conflicts, '{count} mark waits for a decision', '{count} marks wait for a decision')}</li>
          )}
        </ul>
      </Banner>
      <div class="row">
        <Link class="button" data-kind="primary" href={`/participants/${participant.id}`}>
          {t('Open {name}', { name: fullName(participant) })}
        </Link>
        {conflicts > 0 && (
          <Link class="button" href="/review">
            {t('Decide them in the review')}
          </Link>
        )}
        <Link class="button" data-kind="quiet" href="/participants/twice">
          {t('All who may be listed twice')}
        </Link>
      </div>
    </>
  )
}
