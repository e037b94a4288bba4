import type { ComponentChildren } from 'preact'
import { t } from '../../../base/text'
import { type Domain, spoken } from '../props'
import { TERMS } from './applying'
import { Terms } from './Terms'

interface Props {
  domain: Domain
  inUse?: boolean
  actions: ComponentChildren
}

/** A domain: open where it is the one in use, else its words in a line and the rest behind it. */
export function DomainCard({ domain, inUse = false, actions }: Props) {
  const line = TERMS.flatMap((term) => {
    const words = domain.terminology[term]
    return words ? [spoken(words).many] : []
  }).join(' · ')
  return (
    <section class="card card-body domain" aria-label={spoken(domain.name)}>
      <div class="row domain-head">
        <h2 class="own-words">{spoken(domain.name)}</h2>
        {inUse && (
          <span class="tag" data-tone="good">
            {t('In use')}
          </span>
        )}
        {!domain.is_shipped && (
          <span class="tag" data-tone="brand">
            {t('Your own')}
          </span>
        )}
      </div>
      {inUse ? (
        <Terms domain={domain} />
      ) : (
        <details>
          <summary>
            <span class="own-words">{line}</span>
          </summary>
          <Terms domain={domain} />
        </details>
      )}
      <div class="row">{actions}</div>
    </section>
  )
}
